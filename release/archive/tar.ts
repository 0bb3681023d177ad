/** Writes tar archives (POSIX.1-1988 ustar) whose bytes depend on the entries alone. */

import { gzip } from "node:zlib";
import { promisify } from "node:util";
import { concatBytes } from "../../base/bytes/concat_bytes.ts";
import type { Entry } from "./entry.ts";

/** In bytes. */
const BLOCK = 512;
/** The time of every entry, 2000-01-01, in seconds. */
const TIME = 946_684_800;
/** In bytes. Longer ones need an extension of the format, which nothing here needs. */
const MAX_PATH = 100;

/**
 * Creates a tar archive.
 *
 * @throws {RangeError} If a path is too long for the format.
 */
export function createTar(entries: readonly Entry[]): Uint8Array {
  const parts = entries.flatMap((entry) => [createHeader(entry), entry.content, createPadding(entry.content.length)]);
  return concatBytes([...parts, new Uint8Array(2 * BLOCK)]);
}

/** Creates a tar archive and compresses it with gzip. */
export async function createTarGz(entries: readonly Entry[]): Promise<Uint8Array> {
  return new Uint8Array(await promisify(gzip)(createTar(entries)));
}

function createPadding(length: number): Uint8Array {
  return new Uint8Array((BLOCK - length % BLOCK) % BLOCK);
}

function createHeader({ path, content, mode, owner = 0 }: Entry): Uint8Array {
  const header = new Uint8Array(BLOCK);
  const write = (text: string, offset: number) => header.set(new TextEncoder().encode(text), offset);
  const writeNumber = (value: number, offset: number, width: number) =>
    write(value.toString(8).padStart(width - 1, "0"), offset);
  if (new TextEncoder().encode(path).length > MAX_PATH) throw new RangeError(`path is too long for tar: ${path}`);
  write(path, 0);
  writeNumber(mode, 100, 8);
  writeNumber(owner, 108, 8);
  writeNumber(owner, 116, 8);
  writeNumber(content.length, 124, 12);
  writeNumber(TIME, 136, 12);
  write(" ".repeat(8), 148); // the checksum counts as spaces
  write(path.endsWith("/") ? "5" : "0", 156);
  write("ustar\0" + "00", 257);
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  write(`${checksum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}
