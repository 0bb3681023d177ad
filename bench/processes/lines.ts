/** Splits the output of a program into lines, regardless of chunks. */

import { concatBytes } from "../../base/bytes/concat_bytes.ts";

const NEWLINE = 0x0a;

export class LineSplitter {
  #rest = new Uint8Array();

  /** Returns the lines that `chunk` completes, without line ends. */
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
