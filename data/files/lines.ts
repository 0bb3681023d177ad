import { DataError } from "./errors.ts";
import type { ProgressMeter } from "./meter.ts";
import { readText } from "./text.ts";

/** In UTF-16 code units. V8's limit for strings is about twice that. */
const MAX_LINE_LENGTH = 250_000_000;

export interface Line {
  /** From 1. */
  number: number;
  text: string;
}

/**
 * Reads the lines of a file that are not blank, without line ends, one at a time.
 *
 * @throws {DataError} If a line does not fit in memory.
 */
export async function* readLines(path: string, meter?: ProgressMeter): AsyncGenerator<Line> {
  let number = 1;
  let beginning: string[] = [];
  let length = 0;
  for await (const piece of readText(path, meter)) {
    const parts = piece.split("\n");
    for (const part of parts.slice(0, -1)) {
      const text = [...beginning, part].join("");
      if (text.trim() !== "") yield { number, text: text.replace(/\r$/, "") };
      number++;
      beginning = [];
      length = 0;
    }
    beginning.push(parts.at(-1)!);
    length += parts.at(-1)!.length;
    if (length > MAX_LINE_LENGTH) throw new DataError(`Cannot read ${path}: line ${number} does not fit in memory.`);
  }
  const text = beginning.join("");
  if (text.trim() !== "") yield { number, text };
}
