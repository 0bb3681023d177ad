import type { AgentEvent } from "../../agent/views/mod.ts";
import { toPrintableLine } from "../../../base/printable.ts";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** How long each frame of the little wheel is shown, in milliseconds. */
const FRAME_TIME = 120;
/** How many calls are shown at once. */
const MAX_CALLS = 5;

type EventOf<Type extends AgentEvent["type"]> = Extract<AgentEvent, { type: Type }>;

/** What the agent is doing at this moment, made from its events. */
export class WorkStatus {
  readonly #clock: () => number;
  readonly #calls = new Map<string, { event: EventOf<"call">; since: number }>();
  readonly #questions = new Map<string, EventOf<"question">>();
  #step: EventOf<"step"> | undefined;
  #tokens: EventOf<"tokens">["total"] | undefined;
  #pause: { event: EventOf<"pause">; since: number } | undefined;
  #began: number;

  /** @param clock In milliseconds. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#began = clock();
  }

  update(event: AgentEvent): void {
    const since = this.#clock();
    if (event.type !== "pause") this.#pause = undefined;
    switch (event.type) {
      case "begin":
        this.#began = since;
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
        this.#questions.set(event.question, event);
        break;
      case "answer":
        this.#questions.delete(event.question);
        break;
      case "tokens":
        this.#tokens = event.total;
        break;
      case "pause":
        this.#pause = { event, since };
        break;
    }
  }

  /** The status now, line by line: calls under way, questions that wait for an answer, and the whole. */
  lines(): string[] {
    const wheel = FRAMES[Math.floor(this.#clock() / FRAME_TIME) % FRAMES.length]!;
    const calls = [...this.#calls.values()];
    const shown = calls.slice(0, MAX_CALLS).map(({ event: { title, tool, server }, since }) =>
      `${wheel} ${toPrintableLine(title)} (${toPrintableLine(tool)} of ${toPrintableLine(server)})  ${
        this.#elapsed(since)
      }`
    );
    if (calls.length > MAX_CALLS) shown.push(`  and ${calls.length - MAX_CALLS} more`);
    const questions = [...this.#questions.values()].map(({ kind, server }) => `? ${toPrintableLine(server)}: ${kind}`);
    return [...shown, ...questions, this.#whole(wheel, calls.length > 0)];
  }

  #whole(wheel: string, calling: boolean): string {
    const doing = this.#pause !== undefined
      ? `the model's endpoint wants a pause (${this.#left(this.#pause)}): ${toPrintableLine(this.#pause.event.reason)}`
      : calling || this.#step === undefined
      ? undefined
      : "the model thinks";
    const parts = [
      this.#step === undefined ? "getting ready" : `step ${this.#step.step} of ${this.#step.of}`,
      ...doing === undefined ? [] : [doing],
      ...this.#tokens === undefined
        ? []
        : [`${formatCount(this.#tokens.input)} tokens in, ${formatCount(this.#tokens.output)} out`],
      this.#elapsed(this.#began),
    ];
    return `${wheel} ${parts.join(" · ")}`;
  }

  #left({ event, since }: { event: EventOf<"pause">; since: number }): string {
    return `${Math.max(0, Math.ceil(event.seconds - (this.#clock() - since) / 1000))} s`;
  }

  #elapsed(since: number): string {
    const seconds = (this.#clock() - since) / 1000;
    if (seconds < 60) return `${seconds.toFixed(1)} s`;
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }
}

function formatCount(tokens: number): string {
  return tokens.toLocaleString("en");
}
