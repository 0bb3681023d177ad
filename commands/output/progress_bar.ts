import { openTerminal } from "../terminal.ts";

/** In milliseconds; a person sees no more than ten pictures a second. */
const REDRAW_INTERVAL = 100;
const WIDTH = 24;
const CLEAR_LINE = "\r\x1b[K";

/** A terminal, as much of it as a bar needs. */
export interface BarTerminal {
  isTerminal(): boolean;
  write(text: string): void;
}

/** This process's standard error: bars never mix with what a command prints. */
export function getStandardError(): BarTerminal {
  return { isTerminal: () => Deno.stderr.isTerminal(), write: (text) => openTerminal().process.stderr.write(text) };
}

/** A bar at the bottom of a terminal that follows a task; on anything else there is none. */
export class ProgressBar implements Disposable {
  readonly #terminal: BarTerminal;
  readonly #label: string;
  readonly #task: { readonly fraction: number };
  readonly #timer: ReturnType<typeof setInterval> | undefined;

  constructor(terminal: BarTerminal, label: string, task: { readonly fraction: number }, { shown = true } = {}) {
    this.#terminal = terminal;
    this.#label = label;
    this.#task = task;
    if (shown && terminal.isTerminal()) this.#timer = setInterval(() => this.#draw(), REDRAW_INTERVAL);
  }

  /** Writes lines above the bar. */
  print(lines: string): void {
    this.#clear();
    this.#terminal.write(lines);
  }

  /** Takes the bar away. */
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
