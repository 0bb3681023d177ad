/** Reading files as UTF-8 text. */

import { DataError } from "./errors.ts";
import { readBytes } from "./bytes.ts";
import type { ProgressMeter } from "./meter.ts";

const NEWLINE = 0x0a;

/** First bytes of files that are not text, with advice. */
const SIGNATURES: readonly { bytes: readonly number[]; problem: string }[] = [
  { bytes: [0x1f, 0x8b], problem: "it is compressed with gzip twice. Decompress it first." },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    problem: "it is a ZIP archive or a spreadsheet. Extract the archive, or save the sheet as CSV in UTF-8.",
  },
  { bytes: [0xff, 0xfe], problem: "it is encoded in UTF-16. Save it as UTF-8." },
  { bytes: [0xfe, 0xff], problem: "it is encoded in UTF-16. Save it as UTF-8." },
  { bytes: [...new TextEncoder().encode("SQLite format 3\0")], problem: "it is a database. Use it with --db." },
];

/**
 * Reads a file in pieces of text, without its byte order mark.
 *
 * @throws {DataError} If the file is not UTF-8. Call {@linkcode requireUtf8} first to find that out before anything is
 *   imported.
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
 * Checks that a whole file is UTF-8, so that no file is imported partly.
 *
 * @throws {DataError} With the first invalid line.
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
  if (found) throw new DataError(`Cannot read ${path}: ${found.problem}`);
}

async function toEncodingError(path: string): Promise<DataError> {
  return new DataError(
    `Cannot read ${path}: line ${await findInvalidLine(path)} is not valid UTF-8. ` +
      "Save the file as UTF-8. Its encoding may be Latin-1 or Windows-1252.",
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
