import { delay } from "../../../base/timing/delay.ts";
import { Readable } from "node:stream";
import type { Device } from "./device.ts";

/** The time to wait for keys typed before the question, in milliseconds: the system has them buffered. */
const DRAIN_TIME = 50;

/** The bytes of Ctrl+D and Escape. */
const [CTRL_D, ESCAPE] = [4, 27];

/**
 * Reads keys during dialogs. Keys typed before a question appears are discarded. Ctrl+D cancels a question as Escape does:
 * the libraries would take it for the end of all input.
 */
export class Keyboard {
  readonly #device: Device;
  readonly #closed = new AbortController();
  #keys: Readable | null = null;
  #reading: Promise<void> | null = null;

  constructor(device: Device) {
    this.#device = device;
  }

  /** Aborted when the terminal closes. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Switches the terminal to single keys, and starts reading. */
  async open(): Promise<void> {
    this.#device.setRaw(true);
    this.keys();
    this.#reading ??= this.#read().finally(() => this.#reading = null);
    await delay(DRAIN_TIME);
  }

  /** Returns a stream of the keys pressed from now on, until the next call. */
  keys(): Readable {
    return this.#keys = new Readable({ read() {} });
  }

  /** Restores the terminal. */
  close(): void {
    this.#keys = null;
    this.#device.setRaw(false);
  }

  #push(bytes: Uint8Array): void {
    const end = bytes.indexOf(CTRL_D);
    if (end !== 0) this.#keys?.push(end === -1 ? bytes : bytes.subarray(0, end));
    if (end !== -1) this.#keys?.push(Uint8Array.of(ESCAPE));
  }

  /** A read cannot be cancelled: one in progress at `close()` continues for the next `open()`. */
  async #read(): Promise<void> {
    while (this.#keys !== null) {
      const bytes = await this.#device.read();
      if (bytes !== null) this.#push(bytes);
      else if (this.#keys !== null) return this.#closed.abort();
    }
  }
}
