/** Splitting what a program prints into lines, however the pipe cut it. */

import { concatBytes } from "../../base/concat_bytes.ts";

const NEWLINE = 0x0a;

export class LineSplitter {
  #rest = new Uint8Array();

  /** The lines that are complete with `chunk`, without their ends. */
  push(chunk: Uint8Array): Uint8Array[] {
    const bytes = this.#rest.length === 0 ? chunk : concatBytes([this.#rest, chunk]);
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      lines.push(bytes.subarray(from, end));
      from = end + 1;
    }
    this.#rest = bytes.slice(from);
    return lines;
  }
}
