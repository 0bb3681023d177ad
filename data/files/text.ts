/** Files as text, which is UTF-8. */

import { DataError } from "./errors.ts";
import { readBytes } from "./bytes.ts";
import type { ProgressMeter } from "./meter.ts";

const NEWLINE = 0x0a;

/** What files that are no text begin with, and what to do about it. */
const SIGNATURES: readonly { bytes: readonly number[]; whatAndWayOut: string }[] = [
  { bytes: [0x1f, 0x8b], whatAndWayOut: "it is compressed with gzip. Unpack it first." },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    whatAndWayOut: "it is a ZIP archive or a spreadsheet. Unpack the archive, or save the sheet as CSV in UTF-8.",
  },
  { bytes: [0xff, 0xfe], whatAndWayOut: "its encoding is UTF-16. Save it as UTF-8." },
  { bytes: [0xfe, 0xff], whatAndWayOut: "its encoding is UTF-16. Save it as UTF-8." },
  { bytes: [...new TextEncoder().encode("SQLite format 3\0")], whatAndWayOut: "it is a database. Give it as --db." },
];

/**
 * The text of a file, piece by piece, without its byte order mark.
 *
 * @throws {DataError} When it is no UTF-8, which {@linkcode requireUtf8} finds before anything is made of it.
 */
export async function* readText(path: string, meter?: ProgressMeter): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const piece of readBytes(path, meter)) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? await toEncodingError(path) : error;
  }
}

/**
 * Reads a whole file to see that it is UTF-8, so that no half of one is imported.
 *
 * @throws {DataError} With the line that isn't.
 */
export async function requireUtf8(path: string): Promise<void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let first = true;
  for await (const piece of readBytes(path)) {
    if (first) requireNoBinarySignature(path, piece);
    first = false;
    if (!canDecode(decoder, piece, true)) throw await toEncodingError(path);
  }
  if (!canDecode(decoder, new Uint8Array(), false)) throw await toEncodingError(path);
}

function requireNoBinarySignature(path: string, start: Uint8Array): void {
  const found = SIGNATURES.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte));
  if (found) throw new DataError(`Can't read ${path}: ${found.whatAndWayOut}`);
}

async function toEncodingError(path: string): Promise<DataError> {
  return new DataError(
    `Can't read ${path}: line ${await findInvalidLine(path)} is no UTF-8. ` +
      "Save the file in that encoding; it may be in Latin-1 or Windows-1252 now.",
  );
}

async function findInvalidLine(path: string): Promise<number> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  for await (const piece of readBytes(path)) {
    for (let start = 0; start < piece.length;) {
      const newline = piece.indexOf(NEWLINE, start);
      const end = newline === -1 ? piece.length : newline + 1;
      if (!canDecode(decoder, piece.subarray(start, end), true)) return line;
      if (newline !== -1) line++;
      start = end;
    }
  }
  return line;
}

function canDecode(decoder: TextDecoder, bytes: Uint8Array<ArrayBuffer>, stream: boolean): boolean {
  try {
    decoder.decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
