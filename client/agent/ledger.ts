/** Keeps count of what became of tickets, by what tools answer, whatever the model says of it. */

import type { CallToolResult } from "@modelcontextprotocol/client";
import * as z from "zod";
import { escalateResultSchema, getResultText, parseJsonAs } from "../desk/mod.ts";
import type { ToolCall } from "./approval/mod.ts";
import type { CallOutcome, EndReport } from "./views/mod.ts";

/** An id, which some servers send as a number. */
const id = z.union([z.string(), z.number()]).transform(String);
const ticketArgument = z.object({ ticket_id: id });
const reportedTicket = z.object({ id, status: z.string() });
/** The shapes in which tools show tickets. */
const reportedTickets = z.object({
  ticket: reportedTicket.nullish().catch(null),
  tickets: z.array(reportedTicket).catch([]),
});

/** The same order in every run, whichever answer came first. */
const BY_NUMBER = new Intl.Collator("en", { numeric: true });

/** How a tool's call ended. */
export interface CallRecord {
  call: ToolCall;
  outcome: CallOutcome;
  /** What came of it, in words. */
  text: string;
  /** The tool's own answer, where it gave one. */
  result?: CallToolResult;
}

/** What is known of a ticket that the run came across. */
interface TicketEntry {
  status?: string;
  /** By this run. */
  closed?: boolean;
  escalation?: { priority: string; note: string };
  /** What was done to it last, or couldn't be. */
  last?: string;
}

/** What came of a run so far. */
export class Ledger {
  readonly #tickets = new Map<string, TicketEntry>();
  readonly #writes: EndReport["writes"] = [];

  /** Takes down how a call ended. */
  record({ call, outcome, text, result }: CallRecord): void {
    const ticket = ticketArgument.safeParse(call.arguments).data?.ticket_id;
    if (!call.annotations.readOnlyHint) {
      this.#writes.push({ server: call.server, tool: call.tool, outcome, text });
      if (ticket !== undefined) this.#entryOf(ticket).last = describeOutcome(call.tool, outcome, text);
    }
    if (outcome !== "done" || result === undefined) return;
    this.#lookAt(result.structuredContent, call);
    if (ticket !== undefined) this.#settle(ticket, call.tool, result);
  }

  /** The report's part about tickets and writes. */
  summary(): Pick<EndReport, "closed" | "escalated" | "left" | "writes"> {
    const summary: ReturnType<Ledger["summary"]> = { closed: [], escalated: [], left: [], writes: [...this.#writes] };
    const tickets = [...this.#tickets].sort(([one], [other]) => BY_NUMBER.compare(one, other));
    for (const [ticket, { status = "open", closed, escalation, last }] of tickets) {
      if (closed) summary.closed.push(ticket);
      else if (escalation) summary.escalated.push({ ticket, ...escalation });
      else if (status === "open" || last) summary.left.push({ ticket, why: last ?? "nothing was done to it" });
    }
    return summary;
  }

  /** Takes over what a tool shows of tickets; one that a writing tool shows closed was closed by this run. */
  #lookAt(content: unknown, { annotations }: ToolCall): void {
    const { ticket, tickets } = reportedTickets.safeParse(content).data ?? { ticket: null, tickets: [] };
    for (const { id, status } of ticket ? [ticket, ...tickets] : tickets) {
      const entry = this.#entryOf(id);
      entry.status = status;
      if (status !== "closed") entry.closed = false;
      else if (!annotations.readOnlyHint) entry.closed = true;
    }
  }

  /** Takes over what the tools tell that show no ticket. */
  #settle(ticket: string, tool: string, result: CallToolResult): void {
    if (tool === "close_ticket_tool") Object.assign(this.#entryOf(ticket), { status: "closed", closed: true });
    if (tool !== "escalate_ticket") return;
    const answer = parseJsonAs(getResultText(result), escalateResultSchema);
    if (!answer?.success) return;
    this.#entryOf(ticket).escalation = { priority: answer.priority, note: answer.escalation_note };
  }

  #entryOf(ticket: string): TicketEntry {
    const known = this.#tickets.get(ticket);
    if (known !== undefined) return known;
    const entry: TicketEntry = {};
    this.#tickets.set(ticket, entry);
    return entry;
  }
}

function describeOutcome(tool: string, outcome: CallOutcome, text: string): string {
  switch (outcome) {
    case "done":
      return `${tool} was used on it, and it stays open`;
    case "refused":
      return `${tool} was not allowed: ${text}`;
    case "failed":
      return `${tool} failed: ${text}`;
  }
}
