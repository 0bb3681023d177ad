import type { Approval, Approver, ToolCall } from "../../agent/approval/mod.ts";
import { truncateLine } from "../../../base/text/truncate.ts";
import { type Dialog, InterruptedError, type Option, type Terminal, toExcerpt } from "../dialog/mod.ts";

/** Asks a person at a terminal to approve tool calls. */
export class PersonApprover implements Approver {
  readonly #terminal: Terminal;
  readonly #alwaysApproved = new Set<string>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  async approve(call: ToolCall, signal?: AbortSignal): Promise<Approval> {
    const tool = JSON.stringify([call.server, call.tool]);
    if (this.#alwaysApproved.has(tool)) return "yes";
    try {
      return await this.#terminal.runDialog(`approval of ${call.tool}`, async (dialog) => {
        const answer = await askForApproval(call, dialog);
        if (answer === "always") this.#alwaysApproved.add(tool);
        return answer === "always" ? "yes" : answer;
      }, signal);
    } catch (error) {
      if (error instanceof InterruptedError) return { no: "the person ended the run" };
      throw error;
    }
  }
}

async function askForApproval(call: ToolCall, dialog: Dialog): Promise<Approval | "always"> {
  const whole = showCall(call, dialog);
  const options: Option[] = [
    { value: "y", label: "Yes", hint: "allow this call" },
    { value: "n", label: "No" },
    { value: "r", label: "No, with a reason", hint: "the agent reads it" },
    { value: "t", label: "Trust", hint: "allow this tool, with any arguments, until the run ends" },
    ...whole ? [] : [{ value: "v", label: "View", hint: "show the arguments in full" }],
  ];
  for (;;) {
    const key = await dialog.ask({ kind: "key", message: `Allow ${call.tool}?`, options });
    if (key === "y") return "yes";
    if (key === "t") return "always";
    if (key === "v") dialog.show("All arguments", listArguments(call).map(formatArgument).join("\n"));
    if (key === "n" || key === null) return "no";
    if (key === "r") {
      const reason = await askReason(dialog);
      if (reason !== null) return { no: reason };
    }
  }
}

async function askReason(dialog: Dialog): Promise<string | null> {
  return await dialog.ask({
    kind: "line",
    message: "Why not? The agent reads your reason, and continues.",
    problem: (text) => text.trim() === "" ? "Enter a reason, or press Escape" : undefined,
  });
}

/** @returns True if all arguments were shown in full. */
function showCall(call: ToolCall, dialog: Dialog): boolean {
  const excerpts = listArguments(call).map(({ name, text }) => ({ name, ...toExcerpt(text) }));
  const head = [`${call.title} (${call.tool} on ${call.server})`, describeEffect(call), ...describeSubject(call)];
  dialog.show("The agent wants to call a tool", [...head, ...excerpts.map(formatArgument)].join("\n"));
  return excerpts.every(({ isComplete: whole }) => whole);
}

interface Argument {
  name: string;
  text: string;
}

function listArguments(call: ToolCall): Argument[] {
  return Object.entries(call.arguments).map(([name, value]) => ({
    name,
    text: typeof value === "string" ? value : JSON.stringify(value, null, 2),
  }));
}

function formatArgument({ name, text }: Argument): string {
  return text.includes("\n") ? `${name}:\n${text.replace(/^/gm, "  ")}` : `${name}: ${text}`;
}

/** Describes the tickets and the account that the call concerns. Their texts come from outside: each is one line. */
function describeSubject({ subject }: ToolCall): string[] {
  if (subject === undefined) return [];
  const { tickets, account } = subject;
  return [
    ...tickets.flatMap(({ id, subject, customer, account_tier }) => [
      `Ticket: #${id} ${truncateLine(subject)}`,
      `Customer: ${truncateLine(customer)} (${account_tier})`,
    ]),
    ...account === undefined ? [] : [`Customer: ${truncateLine(account.email)} (${account.account_tier})`],
  ];
}

/** Describes the call's effect as its server claims it (MCP, schema, "ToolAnnotations"). */
function describeEffect(call: ToolCall): string {
  if (isReply(call)) return "Writes a reply to the customer.";
  const claim = describeClaim(call);
  return call.isTrusted ? claim : `The server is not trusted. It declares: ${claim}`;
}

/** Returns whether the call writes what a customer is meant to read. */
function isReply({ arguments: { kind } }: ToolCall): boolean {
  return typeof kind === "string" && kind.trim().toLowerCase() === "reply";
}

function describeClaim({ annotations }: ToolCall): string {
  const { readOnlyHint, destructiveHint, openWorldHint, ...others } = annotations;
  const outside = openWorldHint === true ? ", and accesses external systems" : "";
  if (readOnlyHint === true) return `Reads only${outside}.`;
  if (destructiveHint === false) return `Only adds data${outside}.`;
  const unsaid = readOnlyHint === undefined && destructiveHint === undefined && Object.keys(others).length === 0;
  return unsaid ? "May change or delete data: its server does not say." : `Changes or deletes data${outside}.`;
}
