import { delay } from "../../../base/delay.ts";
import { Readable } from "node:stream";
import type { Device } from "./device.ts";

/** How long what was typed before any question is waited for, in milliseconds: the system has it at hand. */
const DRAIN_TIME = 50;

/**
 * What a person types while questions are asked. What was typed before a question was there is no answer to it, and is
 * dropped.
 */
export class Keyboard {
  readonly #device: Device;
  readonly #gone = new AbortController();
  #keys: Readable | null = null;
  #reading: Promise<void> | null = null;

  constructor(device: Device) {
    this.#device = device;
  }

  /** Aborted when the terminal is gone. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Has keys arrive, one by one. */
  async open(): Promise<void> {
    this.#device.setRaw(true);
    this.keys();
    this.#reading ??= this.#read().finally(() => this.#reading = null);
    await delay(DRAIN_TIME);
  }

  /** The keys that are pressed from now on, until the next call. */
  keys(): Readable {
    return this.#keys = new Readable({ read() {} });
  }

  /** Gives the terminal back. */
  close(): void {
    this.#keys = null;
    this.#device.setRaw(false);
  }

  /** Reading can't be taken back: one that is under way when the keyboard is closed serves whoever opens it next. */
  async #read(): Promise<void> {
    while (this.#keys !== null) {
      const bytes = await this.#device.read();
      if (bytes !== null) this.#keys?.push(bytes);
      else if (this.#keys !== null) return this.#gone.abort();
    }
  }
}
