import { stripColours } from "./strip_colours.ts";

/** A terminal as the system gives it. */
export interface Device {
  /** In characters. */
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  /** Waits for what is typed next; null at its end. */
  read(): Promise<Uint8Array | null>;
  /**
   * Whether keys arrive at once and are not shown, or lines arrive when they are finished. Ctrl-C interrupts the
   * program in both.
   */
  setRaw(raw: boolean): void;
}

/** Where there is no telling how large a terminal is. */
const DEFAULT_SIZE = { columns: 80, rows: 24 };

/**
 * The terminal of this program: typed is on standard input, and drawn on standard output, or on standard error where
 * standard output goes elsewhere.
 *
 * @returns Null when there is none, and so nobody.
 */
export function openDevice(): Device | null {
  const drawn = [Deno.stdout, Deno.stderr].find((stream) => stream.isTerminal());
  if (drawn === undefined || !Deno.stdin.isTerminal() || Deno.env.get("TERM") === "dumb") return null;
  return new SystemTerminal(drawn, !Deno.noColor);
}

class SystemTerminal implements Device {
  readonly #output: { writeSync(bytes: Uint8Array): number };
  readonly #colours: boolean;
  readonly #buffer = new Uint8Array(4096);
  readonly #encoder = new TextEncoder();

  constructor(output: { writeSync(bytes: Uint8Array): number }, colours: boolean) {
    this.#output = output;
    this.#colours = colours;
  }

  get columns(): number {
    return readTerminalSize().columns;
  }

  get rows(): number {
    return readTerminalSize().rows;
  }

  write(text: string): void {
    let bytes = this.#encoder.encode(this.#colours ? text : stripColours(text));
    while (bytes.length > 0) bytes = bytes.subarray(this.#output.writeSync(bytes));
  }

  async read(): Promise<Uint8Array | null> {
    const length = await Deno.stdin.read(this.#buffer);
    return length === null ? null : this.#buffer.slice(0, length);
  }

  setRaw(raw: boolean): void {
    Deno.stdin.setRaw(raw, { cbreak: Deno.build.os !== "windows" }); // there is no cbreak on Windows
  }
}

function readTerminalSize(): { columns: number; rows: number } {
  try {
    const { columns, rows } = Deno.consoleSize();
    return columns > 0 && rows > 0 ? { columns, rows } : DEFAULT_SIZE;
  } catch {
    return DEFAULT_SIZE;
  }
}
