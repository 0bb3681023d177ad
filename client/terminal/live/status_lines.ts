import type { Device } from "../device/mod.ts";

const WRAPPING_OFF = "\x1b[?7l";
const WRAPPING_ON = "\x1b[?7h";
const ERASE_BELOW = "\x1b[J";

/**
 * Redraws lines at the bottom of a terminal, and prints text above them that stays. Each update is a single write, so that
 * nothing flickers. Long lines are cut at the terminal's edge, so that each takes exactly one row.
 */
export class StatusLines {
  readonly #device: Device;
  #height = 0;

  constructor(device: Device) {
    this.#device = device;
  }

  /**
   * Replaces the lines.
   *
   * @param lines Lines without line feeds; an empty array clears them.
   * @param above Text to print above them: whole lines, or nothing.
   */
  draw(lines: readonly string[], above = ""): void {
    const drawn = lines.length === 0 ? "" : WRAPPING_OFF + lines.join("\n") + WRAPPING_ON;
    const erased = this.#height === 0 ? "" : "\r" + (this.#height > 1 ? `\x1b[${this.#height - 1}A` : "") + ERASE_BELOW;
    if (erased + above + drawn !== "") this.#device.write(erased + above + drawn);
    this.#height = lines.length;
  }
}
