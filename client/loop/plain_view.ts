import type { AgentEvent, AgentView } from "./events.ts";
import { beginningOf } from "./beginning_of.ts";
import { reportText } from "./report_text.ts";

type Event<Type extends AgentEvent["type"]> = Extract<AgentEvent, { type: Type }>;

/** Shows the agent's work as plain lines, for pipes and logs. */
export class PlainView implements AgentView {
  readonly #print: (text: string) => void;
  #step = 0;

  /** @param print Takes one line, or several with line feeds between, without the last line feed. */
  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  show(event: AgentEvent): void {
    if (event.type === "step") this.#step = event.step;
    const text = this.#textOf(event);
    if (text !== undefined) this.#print(text);
  }

  #textOf(event: AgentEvent): string | undefined {
    switch (event.type) {
      case "begin":
        return beginning(event);
      case "text":
        return `[${event.step}] ${event.text}`;
      case "call":
        return `[${this.#step}] ${event.tool} ${beginningOf(JSON.stringify(event.arguments))}`;
      case "called":
        return `[${this.#step}] ${event.tool}: ${ended(event)}`;
      case "question":
        return event.kind === "approval" ? undefined : `[${this.#step}] ${asking(event)}`;
      case "answer":
        return `[${this.#step}] ${answering(event)}`;
      case "pause":
        return `${event.reason} Asking again in ${Math.ceil(event.seconds)} s.`;
      case "server":
        return [event.message, ...event.remarks].join("\n");
      case "end":
        return reportText(event.report);
    }
  }
}

function beginning({ model, servers, task }: Event<"begin">): string {
  const names = servers.map(({ server, tools }) => `${server} (${tools.length} tools)`).join(", ");
  return `${model} works with ${names}.\nThe task: ${task}`;
}

function ended({ outcome, milliseconds, text }: Event<"called">): string {
  const time = outcome === "refused" ? "" : ` (${milliseconds} ms)`;
  return `${outcome}${time}: ${beginningOf(text)}`;
}

function asking({ kind, server, message }: Event<"question">): string {
  return `${server} asks ${kind === "sampling" ? "the model" : "a person"}: ${beginningOf(message)}`;
}

function answering({ kind, answer }: Event<"answer">): string {
  if (kind === "approval") return `asked for a yes: ${beginningOf(answer)}`;
  return `${kind === "sampling" ? "the model" : "the person"} answers: ${beginningOf(answer)}`;
}
