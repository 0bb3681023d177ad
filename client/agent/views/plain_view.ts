import type { AgentEvent, AgentView } from "./events.ts";
import { formatReport } from "./format_report.ts";
import { truncateLine } from "../../../base/text/truncate.ts";

type Event<Type extends AgentEvent["type"]> = Extract<AgentEvent, { type: Type }>;

/** Prints events as plain lines, for pipes and logs. */
export class PlainView implements AgentView {
  readonly #print: (text: string) => void;
  #step = 0;

  /** @param print Prints lines, given without the last line feed. */
  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  show(event: AgentEvent): void {
    if (event.type === "step") this.#step = event.step;
    const text = this.#format(event);
    if (text !== undefined) this.#print(text);
  }

  #format(event: AgentEvent): string | undefined {
    switch (event.type) {
      case "begin":
        return formatBegin(event);
      case "text":
        return `[${event.step}] ${event.text}`;
      case "call":
        return `[${this.#step}] ${event.tool} ${truncateLine(JSON.stringify(event.arguments))}`;
      case "called":
        return `[${this.#step}] ${event.tool}: ${formatCallEnd(event)}`;
      case "question":
        return event.kind === "approval" ? undefined : `[${this.#step}] ${formatRequest(event)}`;
      case "answer":
        return `[${this.#step}] ${formatResponse(event)}`;
      case "pause":
        return `${event.reason} Retrying in ${Math.ceil(event.seconds)} s.`;
      case "server":
        return [event.message, ...event.remarks].join("\n");
      case "end":
        return formatReport(event.report);
    }
  }
}

function formatBegin({ model, servers, task }: Event<"begin">): string {
  const names = servers.map(({ server, tools }) => `${server} (${tools.length} tools)`).join(", ");
  return `${model} works with ${names}.\nTask: ${task}`;
}

function formatCallEnd({ outcome, milliseconds, text }: Event<"called">): string {
  const time = outcome === "refused" ? "" : ` (${milliseconds} ms)`;
  return `${outcome}${time}: ${truncateLine(text)}`;
}

function formatRequest({ kind, server, message }: Event<"question">): string {
  return `${kind} request from ${server}: ${truncateLine(message)}`;
}

function formatResponse({ kind, answer }: Event<"answer">): string {
  return kind === "approval" ? `approval: ${truncateLine(answer)}` : `${kind} result: ${truncateLine(answer)}`;
}
