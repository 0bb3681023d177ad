import type { AgentEvent, AgentView } from "../../agent/views/mod.ts";
import { toPrintable } from "../../../base/printable.ts";
import type { Animation, Device } from "../device/mod.ts";
import { StatusLines } from "./status_lines.ts";
import { WorkStatus } from "./work_status.ts";

/** How often the lines are drawn anew, in milliseconds. */
const REDRAW_INTERVAL = 120;

/**
 * Shows the agent's work on a terminal: what has happened stays, line by line; below it moves what is happening, until
 * the last event.
 */
export class LiveView implements AgentView, Animation {
  readonly #lines: StatusLines;
  readonly #status: WorkStatus;
  readonly #history: AgentView;
  #waiting = "";
  #timer: ReturnType<typeof setInterval> | undefined;
  #paused = false;
  #ended = false;

  /**
   * @param historyOn Makes the view of what has happened, which prints whole lines without the last line feed.
   * @param clock In milliseconds.
   */
  constructor(
    device: Device,
    historyOn: (print: (text: string) => void) => AgentView,
    clock: () => number = () => performance.now(),
  ) {
    this.#lines = new StatusLines(device);
    this.#status = new WorkStatus(clock);
    this.#history = historyOn((text) => this.print(text));
  }

  show(event: AgentEvent): void {
    if (!this.#ended) this.#timer ??= setInterval(() => this.#draw(), REDRAW_INTERVAL);
    this.#status.update(event);
    if (event.type === "end") this.#end();
    this.#history.show(event);
    this.#draw();
  }

  /** Adds lines to what has happened, without the last line feed. */
  print(text: string): void {
    this.#waiting += toPrintable(text) + "\n";
    this.#draw();
  }

  pause(): void {
    this.#paused = true;
    this.#lines.draw([]);
  }

  resume(): void {
    this.#paused = false;
    this.#draw();
  }

  /** Leaves the terminal to others, whatever is under way. */
  [Symbol.dispose](): void {
    this.#end();
    this.#draw();
  }

  #end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
  }

  /** While a question is open nothing is drawn; it is all there afterwards. */
  #draw(): void {
    if (this.#paused) return;
    const working = this.#timer !== undefined && !this.#ended;
    this.#lines.draw(working ? this.#status.lines() : [], this.#waiting);
    this.#waiting = "";
  }
}
