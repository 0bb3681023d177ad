/** The pages of a SQLite file with those of its write-ahead log ("Database File Format", 1.3, 1.5 and 4). */

import { isDatabase, readPageSize } from "../file/mod.ts";

/** The size of the pages of every store: Deno KV takes SQLite's default. For files whose header is damaged. */
const DEFAULT_PAGE_SIZE = 4_096;
/** Offsets in the file's header. */
const RESERVED = 20;
const FREE_TRUNK = 32;

const WAL_HEADER_SIZE = 32;
const FRAME_HEADER_SIZE = 24;

export interface PageFile {
  /** In bytes. */
  readonly pageSize: number;
  /** The bytes of a page that SQLite uses. */
  readonly usableSize: number;
  readonly pageCount: number;
  /** The pages that hold nothing. */
  readonly free: ReadonlySet<number>;
  /** Reads a page; null if there is none. The first page is number 1. */
  readPage(number: number): Uint8Array | null;
}

/** Opens the pages of a file, as they are after the last commit in its write-ahead log. The header may be damaged. */
export function openPages(file: Deno.FsFile, wal: Deno.FsFile | null): PageFile {
  const header = readAt(file, 0, 100);
  const isValid = isDatabase(header);
  const pageSize = isValid ? readPageSize(toView(header)) ?? DEFAULT_PAGE_SIZE : DEFAULT_PAGE_SIZE;
  const frames = wal === null ? new Map<number, number>() : readFrames(wal, pageSize);
  const pageCount = Math.max(Math.ceil(file.statSync().size / pageSize), ...frames.keys());
  const readPage = (number: number) => {
    if (number < 1 || number > pageCount) return null;
    const frame = frames.get(number);
    return frame === undefined ? readAt(file, (number - 1) * pageSize, pageSize) : readAt(wal!, frame, pageSize);
  };
  const usableSize = pageSize - (isValid ? header[RESERVED]! : 0);
  const pages = { pageSize, usableSize, pageCount, readPage };
  return { ...pages, free: isValid ? listFreePages(pages) : new Set() };
}

/** Finds the last committed frame of each page. Frames after a checkpoint keep the salt of an earlier log. */
function readFrames(wal: Deno.FsFile, pageSize: number): Map<number, number> {
  const committed = new Map<number, number>();
  const header = readAt(wal, 0, WAL_HEADER_SIZE);
  if (toView(header).getUint32(8) !== pageSize) return committed;
  const { size } = wal.statSync();
  let pending: [page: number, offset: number][] = [];
  for (let at = WAL_HEADER_SIZE; at + FRAME_HEADER_SIZE + pageSize <= size; at += FRAME_HEADER_SIZE + pageSize) {
    const frame = toView(readAt(wal, at, FRAME_HEADER_SIZE));
    if (frame.getBigUint64(8) !== toView(header).getBigUint64(16)) break;
    pending.push([frame.getUint32(0), at + FRAME_HEADER_SIZE]);
    if (frame.getUint32(4) === 0) continue;
    for (const [page, offset] of pending) committed.set(page, offset);
    pending = [];
  }
  return committed;
}

/** Follows the chain of trunk pages, each with the numbers of free pages. */
function listFreePages({ usableSize, readPage }: Omit<PageFile, "free">): Set<number> {
  const free = new Set<number>();
  let trunk = toView(readPage(1)!).getUint32(FREE_TRUNK);
  for (let page = readPage(trunk); page !== null && !free.has(trunk); page = readPage(trunk)) {
    free.add(trunk);
    const view = toView(page);
    const count = Math.min(view.getUint32(4), usableSize / 4 - 2);
    for (let index = 0; index < count; index++) free.add(view.getUint32(8 + 4 * index));
    trunk = view.getUint32(0);
  }
  return free;
}

/** Reads bytes. Those after the end of the file are zero. */
function readAt(file: Deno.FsFile, offset: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  file.seekSync(offset, Deno.SeekMode.Start);
  for (let count = 0; count < size;) {
    const read = file.readSync(bytes.subarray(count));
    if (read === null) break;
    count += read;
  }
  return bytes;
}

function toView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
