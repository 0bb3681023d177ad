import { stripColours } from "./strip_colours.ts";

/** A terminal, as the system provides it. */
export interface Device {
  /** In characters. */
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
  /** Waits for the next input. Returns null at the end of the input. */
  read(): Promise<Uint8Array | null>;
  /**
   * Switches between single keys, which are not echoed, and whole lines. Ctrl+C interrupts the program in both modes.
   */
  setRaw(raw: boolean): void;
}

/** A stream that may draw on a terminal. */
interface OutputStream {
  isTerminal(): boolean;
  writeSync(bytes: Uint8Array): number;
}

/** The streams and settings of a process that decide on its terminal. */
export interface DeviceStreams {
  stdin: {
    isTerminal(): boolean;
    read(buffer: Uint8Array): Promise<number | null>;
    setRaw(raw: boolean, options: { cbreak: boolean }): void;
  };
  stdout: OutputStream;
  stderr: OutputStream;
  /** The type of the terminal, such as `xterm` (`TERM`). */
  term: string | undefined;
  /** Draw without colours (`NO_COLOR`). */
  noColor: boolean;
  os: typeof Deno.build.os;
  /** @throws If the terminal has no size. */
  consoleSize(): { columns: number; rows: number };
}

/** The size of a terminal that does not report one. */
const DEFAULT_SIZE = { columns: 80, rows: 24 };

/**
 * Opens this program's terminal: keys are read from standard input, and dialogs are drawn on standard output, or on standard
 * error if standard output is redirected.
 *
 * @param streams The streams to use instead of those of this process.
 * @returns Null if there is no usable terminal.
 */
export function openDevice(streams: DeviceStreams = getProcessStreams()): Device | null {
  const { stdin, stdout, stderr, term } = streams;
  const output = [stdout, stderr].find((stream) => stream.isTerminal());
  if (output === undefined || !stdin.isTerminal() || term === "dumb") return null;
  return new SystemDevice(streams, output);
}

function getProcessStreams(): DeviceStreams {
  return {
    stdin: Deno.stdin,
    stdout: Deno.stdout,
    stderr: Deno.stderr,
    term: Deno.env.get("TERM"),
    noColor: Deno.noColor,
    os: Deno.build.os,
    consoleSize: () => Deno.consoleSize(),
  };
}

class SystemDevice implements Device {
  readonly #streams: DeviceStreams;
  readonly #output: OutputStream;
  readonly #buffer = new Uint8Array(4096);
  readonly #encoder = new TextEncoder();

  constructor(streams: DeviceStreams, output: OutputStream) {
    this.#streams = streams;
    this.#output = output;
  }

  get columns(): number {
    return this.#readSize().columns;
  }

  get rows(): number {
    return this.#readSize().rows;
  }

  write(text: string): void {
    let bytes = this.#encoder.encode(this.#streams.noColor ? stripColours(text) : text);
    while (bytes.length > 0) bytes = bytes.subarray(this.#output.writeSync(bytes));
  }

  async read(): Promise<Uint8Array | null> {
    const length = await this.#streams.stdin.read(this.#buffer);
    return length === null ? null : this.#buffer.slice(0, length);
  }

  setRaw(raw: boolean): void {
    this.#streams.stdin.setRaw(raw, { cbreak: this.#streams.os !== "windows" }); // Windows has no cbreak mode
  }

  #readSize(): { columns: number; rows: number } {
    try {
      const { columns, rows } = this.#streams.consoleSize();
      return columns > 0 && rows > 0 ? { columns, rows } : DEFAULT_SIZE;
    } catch {
      return DEFAULT_SIZE;
    }
  }
}
