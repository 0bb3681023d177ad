import type { AgentEvent, AgentView, ResourcePlace } from "./events.ts";
import { formatReport, formatRun } from "./format_report.ts";
import { truncateLine } from "../../../base/text/truncate.ts";

type Event<Type extends AgentEvent["type"]> = Extract<AgentEvent, { type: Type }>;

/** Prints events as plain lines, for pipes and logs. Those of a watch, which lasts long, begin with the time. */
export class PlainView implements AgentView {
  readonly #print: (text: string) => void;
  readonly #now: () => Date;
  #step = 0;
  #isWatch = false;

  /** @param print Prints lines, given without the last line feed. */
  constructor(print: (text: string) => void, now: () => Date = () => new Date()) {
    this.#print = print;
    this.#now = now;
  }

  show(event: AgentEvent): void {
    if (event.type === "step") this.#step = event.step;
    if (event.type === "begin") this.#isWatch = event.watch !== undefined;
    const text = this.#format(event);
    if (text !== undefined) this.#print(text);
  }

  #format(event: AgentEvent): string | undefined {
    switch (event.type) {
      case "wait":
      case "wake":
      case "run":
      case "ran":
      case "unreadable":
        return this.#addTime(formatWatchEvent(event), true);
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
        return this.#addTime(`${event.reason} Retrying in ${Math.ceil(event.seconds)} s.`);
      case "server":
        return this.#addTime([event.message, ...event.remarks].join("\n"));
      case "end":
        return formatReport(event.report);
    }
  }

  #addTime(text: string, hasTime = this.#isWatch): string {
    return hasTime ? `${this.#now().toISOString()} ${text}` : text;
  }
}

function formatBegin({ model, servers, task, watch }: Event<"begin">): string {
  const names = servers.map(({ server, tools }) => `${server} (${tools.length} tools)`).join(", ");
  const watched = watch === undefined ? "" : `Watches ${formatPlaces(watch)}.\n`;
  return `${model} works with ${names}.\n${watched}Task: ${task}`;
}

/** Formats an event of a watch, without its time. */
function formatWatchEvent(event: Event<"wait" | "wake" | "run" | "ran" | "unreadable">): string {
  switch (event.type) {
    case "wait":
      return event.seconds === null ? "Waiting for changes." : `Waiting ${event.seconds} s until the next run.`;
    case "wake":
      return event.tickets.length === 0
        ? `News in ${event.resource}.`
        : `New or changed in ${event.resource}: ${event.tickets.map((ticket) => `#${ticket}`).join(", ")}.`;
    case "run":
      return `Run ${event.run} starts.`;
    case "ran":
      return `Run ${event.report.run} has ended. ${formatRun(event.report)}`;
    case "unreadable":
      return `Cannot read ${event.resource}. ${event.message}`;
  }
}

function formatPlaces(places: readonly ResourcePlace[]): string {
  return places.map(({ resource, server }) => `${resource} of ${server}`).join(", ");
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
