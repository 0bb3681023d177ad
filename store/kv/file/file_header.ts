/** The header of SQLite files ("Database File Format", 1.3). */

/** The start of every SQLite file. */
const MAGIC = "SQLite format 3\0";
/** In bytes. */
export const HEADER_SIZE = 100;
/** Offsets in the header. */
const PAGE_SIZE = 16;
const CHANGE_COUNTER = 24;
const PAGE_COUNT = 28;
const VERSION_VALID_FOR = 92;

/**
 * Compares a SQLite file with its header, without SQLite.
 *
 * @param file A file to read from its start.
 * @returns What is wrong; `foreign` if it is no SQLite file at all; null if nothing is wrong.
 */
export async function findHeaderDamage(file: Deno.FsFile): Promise<"foreign" | { reason: string } | null> {
  const header = new Uint8Array(HEADER_SIZE);
  const count = await file.read(header) ?? 0;
  if (!isDatabase(header)) return "foreign";
  if (count < HEADER_SIZE) return { reason: "it ends within its header" };
  const view = new DataView(header.buffer);
  const pageSize = readPageSize(view);
  if (pageSize === null) return { reason: "its header is invalid" };
  const { size } = await file.stat();
  const expected = Math.max(1, readPageCount(view)) * pageSize;
  return size >= expected ? null : { reason: `it has ${size} bytes of ${expected}, so its end is missing` };
}

/** Checks if a file starts as every SQLite file does. */
export function isDatabase(start: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(start.subarray(0, MAGIC.length)) === MAGIC;
}

/** Returns a power of two, in bytes; null if the header has another number. */
export function readPageSize(header: DataView): number | null {
  const stored = header.getUint16(PAGE_SIZE);
  const size = stored === 1 ? 65_536 : stored;
  return size >= 512 && (size & (size - 1)) === 0 ? size : null;
}

/** Returns 0 if the header does not know: a very old SQLite wrote the file. */
function readPageCount(header: DataView): number {
  const isKnown = header.getUint32(CHANGE_COUNTER) === header.getUint32(VERSION_VALID_FOR);
  return isKnown ? header.getUint32(PAGE_COUNT) : 0;
}
