import type { AgentEvent } from "../../agent/views/mod.ts";
import { toPrintableLine } from "../../../base/text/printable.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** The time that each frame of the spinner is shown, in milliseconds. */
const FRAME_TIME = 120;
/** The maximum number of calls that are shown at the same time. */
const MAX_CALLS = 5;

type EventOf<Type extends AgentEvent["type"]> = Extract<AgentEvent, { type: Type }>;

/** The current status of a run, derived from its events. */
export class WorkStatus {
  readonly #clock: () => number;
  readonly #calls = new Map<string, { event: EventOf<"call">; since: number }>();
  readonly #requests = new Map<string, EventOf<"question">>();
  #step: EventOf<"step"> | undefined;
  /** A watch waits for news. */
  #isWaiting = false;
  #tokens: EventOf<"tokens">["total"] | undefined;
  #pause: { event: EventOf<"pause">; since: number } | undefined;
  #startedAt: number;

  /** @param clock Returns the time in milliseconds. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#startedAt = clock();
  }

  update(event: AgentEvent): void {
    const since = this.#clock();
    if (event.type !== "pause") this.#pause = undefined;
    switch (event.type) {
      case "begin":
        this.#startedAt = since;
        break;
      case "wait":
      case "run":
        this.#isWaiting = event.type === "wait";
        this.#step = undefined;
        break;
      case "step":
        this.#step = event;
        break;
      case "call":
        this.#calls.set(event.call, { event, since });
        break;
      case "called":
        this.#calls.delete(event.call);
        break;
      case "question":
        this.#requests.set(event.question, event);
        break;
      case "answer":
        this.#requests.delete(event.question);
        break;
      case "tokens":
        this.#tokens = event.total;
        break;
      case "pause":
        this.#pause = { event, since };
        break;
    }
  }

  /** Formats the status as lines: calls in progress, pending requests, and a summary. */
  lines(): string[] {
    const spinner = FRAMES[Math.floor(this.#clock() / FRAME_TIME) % FRAMES.length]!;
    const calls = [...this.#calls.values()];
    const shown = calls.slice(0, MAX_CALLS).map(({ event: { title, tool, server }, since }) =>
      `${spinner} ${toPrintableLine(title)} (${toPrintableLine(tool)} on ${toPrintableLine(server)})  ${
        this.#formatElapsed(since)
      }`
    );
    if (calls.length > MAX_CALLS) shown.push(`  and ${calls.length - MAX_CALLS} more`);
    const requests = [...this.#requests.values()].map(({ kind, server }) => `? ${toPrintableLine(server)}: ${kind}`);
    return [...shown, ...requests, this.#formatSummary(spinner, calls.length > 0)];
  }

  #formatSummary(spinner: string, isCalling: boolean): string {
    const activity = this.#pause !== undefined
      ? `paused by the model's endpoint (${this.#formatRemaining(this.#pause)}): ${
        toPrintableLine(this.#pause.event.reason)
      }`
      : isCalling || this.#step === undefined
      ? undefined
      : "waiting for the model";
    const parts = [
      this.#isWaiting
        ? "waiting for changes"
        : this.#step === undefined
        ? "starting"
        : `step ${this.#step.step} of ${this.#step.of}`,
      ...activity === undefined ? [] : [activity],
      ...this.#tokens === undefined
        ? []
        : [`${formatCount(this.#tokens.input)} tokens in, ${formatCount(this.#tokens.output)} out`],
      this.#formatElapsed(this.#startedAt),
    ];
    return `${spinner} ${parts.join(" · ")}`;
  }

  #formatRemaining({ event, since }: { event: EventOf<"pause">; since: number }): string {
    return `${Math.max(0, Math.ceil(event.seconds - (this.#clock() - since) / 1000))} s`;
  }

  #formatElapsed(since: number): string {
    const seconds = (this.#clock() - since) / 1000;
    if (seconds < 60) return `${seconds.toFixed(1)} s`;
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }
}

function formatCount(tokens: number): string {
  return tokens.toLocaleString("en");
}
