import { toPrintable, toPrintableLine } from "../../base/text/printable.ts";
import { openTerminal } from "./terminal.ts";

/** In milliseconds. */
const REDRAW_INTERVAL = 100;
const WIDTH = 24;
const CLEAR_LINE = "\r\x1b[K";

/** The part of a terminal that a bar needs. */
export interface BarTerminal {
  isTerminal(): boolean;
  write(text: string): void;
}

/** Opens this process's standard error, so that bars stay out of a command's output. */
export function getStandardError(): BarTerminal {
  return { isTerminal: () => Deno.stderr.isTerminal(), write: (text) => openTerminal().process.stderr.write(text) };
}

/** Prints a sentence about long work, such as the migration of a store, on standard error. */
export function printProgress(message: string): void {
  getStandardError().write(`${toPrintable(message)}\n`);
}

/** A progress bar on the last line of a terminal. Draws nothing without a terminal. */
export class ProgressBar implements Disposable {
  readonly #terminal: BarTerminal;
  readonly #label: string;
  readonly #task: { readonly fraction: number };
  readonly #timer: ReturnType<typeof setInterval> | undefined;

  constructor(terminal: BarTerminal, label: string, task: { readonly fraction: number }, { shown = true } = {}) {
    this.#terminal = terminal;
    this.#label = toPrintableLine(label);
    this.#task = task;
    if (shown && terminal.isTerminal()) this.#timer = setInterval(() => this.#draw(), REDRAW_INTERVAL);
  }

  /** Writes lines above the bar. */
  print(lines: string): void {
    this.#clear();
    this.#terminal.write(toPrintable(lines));
  }

  /** Removes the bar. */
  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#clear();
  }

  #draw(): void {
    const { fraction } = this.#task;
    const bar = "#".repeat(Math.round(fraction * WIDTH)).padEnd(WIDTH, "-");
    this.#terminal.write(`${CLEAR_LINE}${this.#label} [${bar}] ${Math.floor(fraction * 100)} %`);
  }

  #clear(): void {
    if (this.#timer !== undefined) this.#terminal.write(CLEAR_LINE);
  }
}
