import { stripVTControlCharacters } from "node:util";
import type { Device } from "../../../client/terminal/device/device.ts";
import { overrideVariables } from "../../override_variables.ts";

/** A terminal without a screen: records its output, and types the keys that a test gives. */
export class FakeDevice implements Device {
  columns = 80;
  readonly rows = 24;
  raw = false;
  drawn = "";
  readonly #typed: (Uint8Array | null)[] = [];
  readonly #looking = new Set<() => void>();
  #reader: ((bytes: Uint8Array | null) => void) | undefined;

  constructor() {
    overrideVariables({ TERM: "xterm" }); // the tests may run on a dumb terminal, which has no dialogs
  }

  write(text: string): void {
    this.drawn += text;
    for (const look of this.#looking) look();
  }

  read(): Promise<Uint8Array | null> {
    const typed = this.#typed.shift();
    if (typed !== undefined) return Promise.resolve(typed);
    return new Promise((resolve) => this.#reader = resolve);
  }

  setRaw(raw: boolean): void {
    this.raw = raw;
  }

  /** Types keys; null closes the terminal. */
  type(keys: string | null): void {
    const bytes = keys === null ? null : new TextEncoder().encode(keys);
    if (this.#reader === undefined) this.#typed.push(bytes);
    else this.#reader(bytes);
    this.#reader = undefined;
  }

  /** Waits until a text is drawn after the last one waited for. The test's own timeout applies. */
  waitFor(text: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => {
      const plain = stripVTControlCharacters(this.drawn);
      const at = plain.indexOf(text, this.#seen);
      if (at === -1) return;
      this.#seen = at + text.length;
      this.#looking.delete(look);
      resolve();
    };
    this.#looking.add(look);
    look();
    return promise;
  }

  #seen = 0;
}

export const ENTER = "\r";
export const ESCAPE = "\x1b";
export const DOWN = "\x1b[B";
