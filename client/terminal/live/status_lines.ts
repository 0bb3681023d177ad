import type { Device } from "../device/mod.ts";

const WRAPPING_OFF = "\x1b[?7l";
const WRAPPING_ON = "\x1b[?7h";
const ERASE_BELOW = "\x1b[J";

/**
 * Lines at the bottom of a terminal that are drawn anew again and again, and text above them that stays. Everything
 * goes out in one piece, so that nothing flickers; lines that are too long end at the terminal's edge, so that what is
 * drawn is as high as it has lines.
 */
export class StatusLines {
  readonly #device: Device;
  #height = 0;

  constructor(device: Device) {
    this.#device = device;
  }

  /**
   * Draws the lines in the place of those that are there.
   *
   * @param lines Without line feeds; none at all takes them away.
   * @param above Text to stay above them: whole lines, or nothing.
   */
  draw(lines: readonly string[], above = ""): void {
    const drawn = lines.length === 0 ? "" : WRAPPING_OFF + lines.join("\n") + WRAPPING_ON;
    const erased = this.#height === 0 ? "" : "\r" + (this.#height > 1 ? `\x1b[${this.#height - 1}A` : "") + ERASE_BELOW;
    if (erased + above + drawn !== "") this.#device.write(erased + above + drawn);
    this.#height = lines.length;
  }
}
