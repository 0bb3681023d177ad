/** Cells of index b-trees of SQLite ("Database File Format", 1.6), which hold the rows of tables without row ids. */

import type { PageFile } from "./pages.ts";
import { type KvRecord, parseKvRecord, parseVarint } from "./record.ts";

const enum PageType {
  Interior = 0x02,
  Leaf = 0x0a,
}

/** The header of the file is on the first page. */
const FILE_HEADER_SIZE = 100;

/** Reads the rows of Deno KV on a page, also those of a page that no other page leads to. */
export function readKvRecords(pages: PageFile, number: number): KvRecord[] {
  const page = pages.readPage(number);
  if (page === null) return [];
  const header = number === 1 ? FILE_HEADER_SIZE : 0;
  const type = page[header];
  if (type !== PageType.Interior && type !== PageType.Leaf) return [];
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const pointers = header + (type === PageType.Interior ? 12 : 8);
  const count = Math.min(view.getUint16(header + 3), (page.length - pointers) / 2 | 0);
  const records: KvRecord[] = [];
  for (let index = 0; index < count; index++) {
    const cell = view.getUint16(pointers + 2 * index) + (type === PageType.Interior ? 4 : 0);
    if (cell < pointers || cell >= pages.usableSize) continue;
    const [payload, isWhole] = readPayload(pages, page, cell);
    const record = parseKvRecord(payload, isWhole);
    if (record !== null) records.push(record);
  }
  return records;
}

/** Reads the content of a cell. Long ones continue on a chain of overflow pages. */
function readPayload(pages: PageFile, page: Uint8Array, cell: number): [payload: Uint8Array, isWhole: boolean] {
  const { usableSize } = pages;
  const [size, start] = parseVarint(page, cell);
  const most = Math.floor((usableSize - 12) * 64 / 255) - 23;
  if (size <= most) return [page.subarray(start, start + size), start + size <= usableSize];
  const least = Math.floor((usableSize - 12) * 32 / 255) - 23;
  const split = least + (size - least) % (usableSize - 4);
  const local = split <= most ? split : least;
  if (start + local + 4 > usableSize || size > MAX_PAYLOAD) return [page.subarray(start, start + local), false];
  const payload = new Uint8Array(size);
  payload.set(page.subarray(start, start + local));
  const next = new DataView(page.buffer, page.byteOffset).getUint32(start + local);
  return readOverflow(pages, payload, local, next);
}

/** More than a row of Deno KV can have (a key of 2 KB, a value of 64 KB), in bytes. */
const MAX_PAYLOAD = 100_000;

function readOverflow(
  pages: PageFile,
  payload: Uint8Array,
  filled: number,
  first: number,
): [payload: Uint8Array, isWhole: boolean] {
  let [at, next] = [filled, first];
  while (at < payload.length) {
    const page = pages.readPage(next);
    if (page === null || pages.free.has(next)) return [payload.subarray(0, at), false];
    const part = page.subarray(4, Math.min(pages.usableSize, 4 + payload.length - at));
    payload.set(part, at);
    at += part.length;
    next = new DataView(page.buffer, page.byteOffset).getUint32(0);
  }
  return [payload, true];
}
