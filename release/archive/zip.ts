/** Writes zip archives whose bytes depend on the entries alone, with permission bits. */

import { crc32, deflateRaw } from "node:zlib";
import { promisify } from "node:util";
import { concatBytes } from "../../base/bytes/concat_bytes.ts";
import type { Entry } from "./entry.ts";

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END = 0x06054b50;
/** The first version of the format with folders and deflate. */
const VERSION = 20;
/** The high byte of "version made by": permission bits are those of Unix. */
const UNIX = 3 << 8;
const DEFLATE = 8;
/** The bit that says that paths are UTF-8. */
const UTF8 = 1 << 11;
/** 1980-01-01, the format's first day. */
const DATE = 0x21;
const REGULAR_FILE = 0o100000;

/** Creates a zip archive of files. Every file is compressed. */
export async function createZip(entries: readonly Entry[]): Promise<Uint8Array> {
  const [files, directory]: [Uint8Array[], Uint8Array[]] = [[], []];
  let offset = 0;
  for (const entry of entries) {
    const path = new TextEncoder().encode(entry.path);
    const data = new Uint8Array(await promisify(deflateRaw)(entry.content));
    const description = describe(entry, path, data);
    const file = concatBytes([toBytes([4, LOCAL_HEADER], [2, VERSION], ...description, [2, 0]), path, data]);
    const mode = (REGULAR_FILE | entry.mode) * 0x10000;
    const location: Field[] = [[2, 0], [2, 0], [2, 0], [2, 0], [4, mode], [4, offset]];
    directory.push(
      toBytes([4, CENTRAL_HEADER], [2, UNIX | VERSION], [2, VERSION], ...description, ...location),
      path,
    );
    files.push(file);
    offset += file.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const [count, disk]: Field[] = [[2, entries.length], [2, 0]];
  const end = toBytes([4, END], disk!, disk!, count!, count!, [4, size], [4, offset], [2, 0]);
  return concatBytes([...files, ...directory, end]);
}

/** A number of bytes, and the number they hold. */
type Field = readonly [width: 2 | 4, value: number];

/** The fields that both headers of a file have, up to the length of its path. */
function describe({ content }: Entry, path: Uint8Array, data: Uint8Array): Field[] {
  return [
    [2, UTF8],
    [2, DEFLATE],
    [2, 0],
    [2, DATE],
    [4, crc32(content)],
    [4, data.length],
    [4, content.length],
    [2, path.length],
  ];
}

function toBytes(...fields: Field[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(fields.reduce((sum, [width]) => sum + width, 0)));
  let offset = 0;
  for (const [width, value] of fields) {
    if (width === 2) bytes.setUint16(offset, value, true);
    else bytes.setUint32(offset, value, true);
    offset += width;
  }
  return new Uint8Array(bytes.buffer);
}
