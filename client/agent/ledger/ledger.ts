import type { CallToolResult } from "@modelcontextprotocol/client";
import * as z from "zod";
import { isKnownToRead } from "../../options/mod.ts";
import { escalateResultSchema, getResultText, idSchema, parseJsonAs } from "../../desk/mod.ts";
import type { ToolCall } from "../approval/mod.ts";
import type { CallRecord } from "./call_record.ts";
import { OwnChanges } from "./own_changes.ts";
import type { CallOutcome, EndReport } from "../views/mod.ts";

const ticketArgument = z.object({ ticket_id: idSchema });
const reportedTicket = z.object({ id: idSchema, status: z.string() });
/** The result shapes in which tools report tickets. */
const reportedTickets = z.object({
  ticket: reportedTicket.nullish().catch(null),
  tickets: z.array(reportedTicket).catch([]),
});

/** Says that a ticket was read and not changed. */
export const NO_ACTION = "no action taken";

/** Makes the order independent of which result came first. */
const BY_NUMBER = new Intl.Collator("en", { numeric: true });

/** A ticket that the run came across. */
interface TicketEntry {
  status?: string;
  /** The ticket was closed by this run. */
  closed?: boolean;
  escalation?: { priority: string; note: string };
  /** The last attempt to change the ticket. */
  last?: string;
  /** The last tool that was called for it and only reads, as a server says that is not trusted. */
  claim?: string;
}

/** Records the changes of a run from the results of its tool calls, whatever the model says about them. */
export class Ledger {
  readonly changes = new OwnChanges();
  readonly #tickets = new Map<string, TicketEntry>();
  readonly #writes: EndReport["writes"] = [];
  readonly #waiting: EndReport["waiting"] = [];

  /** @param given The tickets that the run is about, which the model has read before its first call. */
  constructor(given: Iterable<string> = []) {
    for (const ticket of given) this.#getEntry(ticket);
  }

  record(made: CallRecord): void {
    const { call, outcome, result } = made;
    this.changes.record(made);
    const ticket = ticketArgument.safeParse(call.arguments).data?.ticket_id;
    if (outcome === "done" && result !== undefined) {
      this.#recordReportedTickets(result.structuredContent, call);
      if (ticket !== undefined) this.#recordTicketCall(ticket, call.tool, result);
    }
    if (!isKnownToRead(call)) this.#recordWrite(made, ticket);
  }

  /** Summarizes the tickets and writes for the end report. */
  summarize(): Pick<EndReport, "closed" | "escalated" | "left" | "waiting" | "writes"> {
    const [waiting, writes] = [[...this.#waiting], [...this.#writes]];
    const summary: ReturnType<Ledger["summarize"]> = { closed: [], escalated: [], left: [], waiting, writes };
    const tickets = [...this.#tickets].sort(([one], [other]) => BY_NUMBER.compare(one, other));
    for (const [ticket, { status = "open", closed, escalation, last, claim }] of tickets) {
      if (closed) summary.closed.push(ticket);
      else if (escalation) summary.escalated.push({ ticket, ...escalation });
      else if (status === "open" || last) summary.left.push({ ticket, why: last ?? claim ?? NO_ACTION });
    }
    return summary;
  }

  /** Without trust, a tool that is declared read-only counts as a write too, because it may be one. */
  #recordWrite({ call, outcome, text, isUncertain }: CallRecord, ticket: string | undefined): void {
    const { server, tool, annotations: { readOnlyHint: declaredReadOnly = false } } = call;
    const doubts = { ...declaredReadOnly && { declaredReadOnly }, ...isUncertain && { isUncertain } };
    this.#writes.push({ server, tool, outcome, text, ...doubts });
    const approval = findApproval(outcome, text);
    if (approval !== undefined) this.#waiting.push({ approval, server, tool, ticket: ticket ?? null });
    if (ticket === undefined) return;
    if (!declaredReadOnly) this.#getEntry(ticket).last = describeOutcome(tool, outcome, text);
    const known = this.#tickets.get(ticket);
    if (declaredReadOnly && known !== undefined) known.claim = `${tool} was called, which is declared read-only`;
  }

  /** Takes statuses from a result. A ticket that a writing tool reports as closed was closed by this run. */
  #recordReportedTickets(content: unknown, { annotations }: ToolCall): void {
    const { ticket, tickets } = reportedTickets.safeParse(content).data ?? { ticket: null, tickets: [] };
    for (const { id, status } of ticket ? [ticket, ...tickets] : tickets) {
      const entry = this.#getEntry(id);
      entry.status = status;
      if (status !== "closed") entry.closed = false;
      else if (!annotations.readOnlyHint) entry.closed = true;
    }
  }

  /** Handles the tools that do not return the ticket in their result. */
  #recordTicketCall(ticket: string, tool: string, result: CallToolResult): void {
    if (tool === "close_ticket_tool") Object.assign(this.#getEntry(ticket), { status: "closed", closed: true });
    if (tool !== "escalate_ticket") return;
    const escalation = parseJsonAs(getResultText(result), escalateResultSchema);
    if (!escalation?.success) return;
    this.#getEntry(ticket).escalation = { priority: escalation.priority, note: escalation.escalation_note };
  }

  #getEntry(ticket: string): TicketEntry {
    const known = this.#tickets.get(ticket);
    if (known !== undefined) return known;
    const entry: TicketEntry = {};
    this.#tickets.set(ticket, entry);
    return entry;
  }
}

/** The words of our servers, which name the pending approval. */
const PENDING_APPROVAL = /^approval_required: .* waits as approval (A\d{1,15}) /;

function findApproval(outcome: CallOutcome, text: string): string | undefined {
  return outcome === "failed" ? PENDING_APPROVAL.exec(text)?.[1] : undefined;
}

function describeOutcome(tool: string, outcome: CallOutcome, text: string): string {
  const approval = findApproval(outcome, text);
  if (approval !== undefined) return describePending(tool, approval);
  switch (outcome) {
    case "done":
      return `${tool} was called, but the agent left the ticket open`;
    case "refused":
      return `${tool} was not approved: ${text}`;
    case "failed":
      return `${tool} failed: ${text}`;
  }
}

/** Repeats nothing but the id: a person copies the command into a terminal, and a server wrote the text. */
function describePending(tool: string, approval: string): string {
  const command = `support-mcp approvals show ${approval}, then grant or reject (with the --db of the server)`;
  return `${tool} waits for a person as approval ${approval}: ${command}`;
}
