import { Writable } from "node:stream";
import type { Device } from "./device.ts";

/** Adapts a device's screen to the stream that terminal libraries expect. */
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
