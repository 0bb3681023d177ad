import { Writable } from "node:stream";
import type { Device } from "./device.ts";

/** A device's screen, as libraries for terminals want it. */
export class ScreenOutput extends Writable {
  readonly #device: Device;
  readonly isTTY = true;

  constructor(device: Device) {
    super({ decodeStrings: false });
    this.#device = device;
  }

  get columns(): number {
    return this.#device.columns;
  }

  get rows(): number {
    return this.#device.rows;
  }

  override _write(text: string | Uint8Array, _encoding: string, done: () => void): void {
    this.#device.write(typeof text === "string" ? text : new TextDecoder().decode(text));
    done();
  }
}
