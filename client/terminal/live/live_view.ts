import type { AgentEvent, AgentView } from "../../agent/views/mod.ts";
import { toPrintable } from "../../../base/text/printable.ts";
import type { Animation, Device } from "../device/mod.ts";
import { StatusLines } from "./status_lines.ts";
import { WorkStatus } from "./work_status.ts";

/** The time between redraws, in milliseconds. */
const REDRAW_INTERVAL = 120;

/**
 * Shows a run on a terminal: past events as lines that stay, and below them the current status, until the last event.
 */
export class LiveView implements AgentView, Animation {
  readonly #lines: StatusLines;
  readonly #status: WorkStatus;
  readonly #history: AgentView;
  #unprinted = "";
  #timer: ReturnType<typeof setInterval> | undefined;
  #paused = false;
  #ended = false;

  /**
   * @param historyOn Creates the view of past events. Its `print` takes whole lines, without the last line feed.
   * @param clock Returns the time in milliseconds.
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

  /** Prints lines above the status, given without the last line feed. */
  print(text: string): void {
    this.#unprinted += toPrintable(text) + "\n";
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

  /** Stops drawing, even if the run has not ended. */
  [Symbol.dispose](): void {
    this.#end();
    this.#draw();
  }

  #end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
  }

  /** Draws nothing during a dialog; the lines printed meanwhile appear afterwards. */
  #draw(): void {
    if (this.#paused) return;
    const working = this.#timer !== undefined && !this.#ended;
    this.#lines.draw(working ? this.#status.lines() : [], this.#unprinted);
    this.#unprinted = "";
  }
}
