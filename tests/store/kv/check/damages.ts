/** Kinds of damage, each made from a seed. */

import { DatabaseSync } from "node:sqlite";
import type { Random } from "../../../create_random.ts";
import { decodeValue, type Key } from "../../../../store/kv/port/mod.ts";
import { decodeKey, encodeKey } from "../../../../store/kv/rows/mod.ts";
import type { TicketRecord } from "../../../../store/ticket.ts";

export interface Damage {
  name: string;
  /** `derived` damage leaves the tickets as they were. */
  kind: "derived" | "lost" | "file";
  make(path: string, random: Random): void;
}

const PAGE = 4_096;

export const DAMAGES: readonly Damage[] = [
  { name: "postings are missing", kind: "derived", make: (path, random) => deleteSome(path, ["h"], 5, random) },
  { name: "all postings of a word are missing", kind: "derived", make: (path) => deleteAll(path, ["h", "wlogin"]) },
  {
    name: "a posting is left over",
    kind: "derived",
    make: (path) => set(path, ["d", 0, "f".repeat(20)], [[5, "surgent", 640]]),
  },
  {
    name: "tickets are missing in lists",
    kind: "derived",
    make: (path, random) => deleteSome(path, ["new"], 2, random),
  },
  { name: "open tickets are not listed", kind: "derived", make: (path) => deleteAll(path, ["open"]) },
  {
    name: "due tickets are not listed",
    kind: "derived",
    make: (path, random) => deleteSome(path, ["due"], 3, random),
  },
  {
    name: "a closed ticket is due",
    kind: "derived",
    make: (path) => set(path, ["due", 0, 0, 1, 6], 0),
  },
  { name: "merge targets are not marked", kind: "derived", make: (path) => deleteAll(path, ["mergeTarget"]) },
  { name: "a claim has no entry", kind: "derived", make: (path) => deleteAll(path, ["lease"]) },
  { name: "counters are missing", kind: "derived", make: (path, random) => deleteSome(path, ["count"], 2, random) },
  { name: "a counter is wrong", kind: "derived", make: setCounter },
  { name: "a counter has another form", kind: "derived", make: (path) => set(path, ["count", "open", "low"], {}) },
  { name: "postings have another form", kind: "derived", make: (path) => set(path, ["h", "*"], {}) },
  {
    name: "the state of the index cannot be decoded",
    kind: "derived",
    make: (path, random) => overwrite(path, ["meta", "index"], random),
  },
  {
    name: "the state of the index has another form",
    kind: "derived",
    make: (path) => set(path, ["meta", "index"], {}),
  },
  { name: "an approval has another form", kind: "lost", make: (path) => set(path, ["approval", 1], {}) },
  {
    name: "customers cannot be found",
    kind: "derived",
    make: (path, random) => deleteSome(path, ["findCustomer"], 3, random),
  },
  { name: "counts of reports are missing", kind: "derived", make: (path) => deleteAll(path, ["report", "all"]) },
  {
    name: "a count of reports cannot be decoded",
    kind: "derived",
    make: (path, random) => overwrite(path, ["report"], random),
  },
  {
    name: "a fact is left over",
    kind: "derived",
    make: (path) => set(path, ["d", 0, "f".repeat(20)], [[0, 498_202, 1_024, 1, "*"]]),
  },
  { name: "ticket numbers start again", kind: "derived", make: (path) => set(path, ["next", "ticket"], 3) },
  { name: "the version of the layout is missing", kind: "derived", make: (path) => deleteAll(path, ["meta"]) },
  {
    name: "records of tickets are missing",
    kind: "derived",
    make: (path, random) => deleteSome(path, ["ticket"], 3, random),
  },
  {
    name: "records of customers are missing",
    kind: "derived",
    make: (path) => deleteAll(path, ["customer", "bob@example.com"]),
  },
  { name: "a record cannot be decoded", kind: "derived", make: (path, random) => overwrite(path, ["ticket"], random) },
  { name: "the current settings are missing", kind: "derived", make: (path) => deleteAll(path, ["settings"]) },
  { name: "records of articles are missing", kind: "derived", make: (path) => deleteAll(path, ["article"]) },
  {
    name: "an article's record cannot be decoded",
    kind: "derived",
    make: (path, random) => overwrite(path, ["article"], random),
  },
  { name: "the list of articles is missing", kind: "derived", make: (path) => deleteAll(path, ["articleId"]) },
  { name: "an id names another article", kind: "derived", make: (path) => set(path, ["articleId", "guide-1"], 2) },
  { name: "words of articles are missing", kind: "derived", make: (path) => deleteAll(path, ["h", "A*"]) },
  {
    name: "a posting of an article is left over",
    kind: "derived",
    make: (path) => set(path, ["d", 0, "f".repeat(20)], [[2, "Ax", 640]]),
  },
  { name: "article numbers start again", kind: "derived", make: (path) => set(path, ["next", "article"], 2) },
  {
    name: "an earlier revision of an article is missing",
    kind: "lost",
    make: (path) => deleteAll(path, ["event", "article", 4, 2]),
  },
  {
    name: "the last revision of an article is missing",
    kind: "lost",
    make: (path) => deleteAll(path, ["event", "article", 4, 4]),
  },
  {
    name: "the history of an article is missing",
    kind: "lost",
    make: (path) => deleteAll(path, ["event", "article", 2]),
  },
  {
    name: "events are missing",
    kind: "lost",
    make: (path, random) => deleteSome(path, ["event", "ticket"], 4, random),
  },
  {
    name: "the history of a ticket is missing",
    kind: "lost",
    make: (path) => deleteAll(path, ["event", "ticket", 12]),
  },
  { name: "comments are missing", kind: "lost", make: (path, random) => deleteSome(path, ["comment"], 3, random) },
  { name: "a comment cannot be decoded", kind: "lost", make: (path, random) => overwrite(path, ["comment"], random) },
  {
    name: "descriptions are missing",
    kind: "lost",
    make: (path, random) => deleteSome(path, ["description"], 2, random),
  },
  {
    name: "a piece of a file is missing",
    kind: "lost",
    make: (path, random) => deleteSome(path, ["piece"], 1, random),
  },
  { name: "a ticket has another subject than its history", kind: "lost", make: changeSubject },
  { name: "the header is zeroed", kind: "file", make: (path) => write(path, 0, new Uint8Array(100)) },
  { name: "the first page is zeroed", kind: "file", make: (path) => write(path, 0, new Uint8Array(PAGE)) },
  { name: "the end is missing", kind: "file", make: (path, random) => truncate(path, 0.5 + random(40) / 100) },
  { name: "a few bytes at the end are missing", kind: "file", make: (path) => truncate(path, 0.999) },
  {
    name: "pages are zeroed",
    kind: "file",
    make: (path, random) => forPages(path, random, 4, (file, page) => writePage(file, page, new Uint8Array(PAGE))),
  },
  {
    name: "pages are filled with noise",
    kind: "file",
    make: (path, random) =>
      forPages(path, random, 4, (file, page) => writePage(file, page, new Uint8Array(PAGE).map(() => random(256)))),
  },
  { name: "two pages are swapped", kind: "file", make: swapPages },
  {
    name: "bytes of page headers are flipped",
    kind: "file",
    make: (path, random) => forPages(path, random, 6, (file, page) => flip(file, page * PAGE + random(12), random)),
  },
];

/** Flips bytes anywhere. Most of them change nothing that anyone sees. */
export function flipBytes(path: string, count: number, random: Random): void {
  using file = Deno.openSync(path, { read: true, write: true });
  const { size } = file.statSync();
  for (let index = 0; index < count; index++) flip(file, random(size), random);
}

function open(path: string): DatabaseSync & Disposable {
  return new DatabaseSync(path) as DatabaseSync & Disposable;
}

function listKeys(database: DatabaseSync, prefix: Key): Uint8Array[] {
  const start = encodeKey(prefix);
  const rows = database.prepare("SELECT k FROM kv WHERE k >= ? AND k < ?").all(start, new Uint8Array([...start, 0xff]));
  return rows.map(({ k }) => k as Uint8Array);
}

function deleteAll(path: string, prefix: Key): void {
  using database = open(path);
  for (const key of listKeys(database, prefix)) database.prepare("DELETE FROM kv WHERE k = ?").run(key);
}

function deleteSome(path: string, prefix: Key, count: number, random: Random): void {
  using database = open(path);
  const keys = listKeys(database, prefix);
  for (let index = 0; index < count && keys.length > 0; index++) {
    database.prepare("DELETE FROM kv WHERE k = ?").run(keys.splice(random(keys.length), 1)[0]!);
  }
}

function set(path: string, key: Key, value: unknown): void {
  using database = open(path);
  const bytes = new Uint8Array([1, ...new TextEncoder().encode(JSON.stringify(value))]);
  database.prepare("INSERT OR REPLACE INTO kv (k, v, v_encoding, version) VALUES (?, ?, 3, 1)").run(
    encodeKey(key),
    bytes,
  );
}

function overwrite(path: string, prefix: Key, random: Random): void {
  using database = open(path);
  const keys = listKeys(database, prefix);
  if (keys.length === 0) return; // after another damage
  database.prepare("UPDATE kv SET v = x'01FF00FF' WHERE k = ?").run(keys[random(keys.length)]!);
}

function setCounter(path: string, random: Random): void {
  using database = open(path);
  const value = new Uint8Array(8).fill(9 + random(5), 0, 1);
  database.prepare("UPDATE kv SET v = ? WHERE k = ?").run(value, encodeKey(["count", "customers"]));
}

function changeSubject(path: string, random: Random): void {
  using database = open(path);
  const keys = listKeys(database, ["ticket"]);
  const key = keys[random(keys.length)]!;
  const { v } = database.prepare("SELECT v FROM kv WHERE k = ?").get(key)!;
  const record = decodeValue(v) as TicketRecord;
  database.close();
  set(path, decodeKey(key)!, { ...record, subject: `${record.subject}!` });
}

function write(path: string, at: number, bytes: Uint8Array): void {
  using file = Deno.openSync(path, { write: true });
  file.seekSync(at, Deno.SeekMode.Start);
  file.writeSync(bytes);
}

function truncate(path: string, part: number): void {
  Deno.truncateSync(path, Math.floor(Deno.statSync(path).size * part));
}

/** Damages pages, but not the first one. */
function forPages(path: string, random: Random, count: number, work: (file: Deno.FsFile, page: number) => void): void {
  using file = Deno.openSync(path, { read: true, write: true });
  const pages = file.statSync().size / PAGE;
  for (let index = 0; index < count; index++) work(file, 1 + random(pages - 1));
}

function swapPages(path: string, random: Random): void {
  using file = Deno.openSync(path, { read: true, write: true });
  const pages = file.statSync().size / PAGE;
  const one = 1 + random(pages - 1);
  const other = 1 + (one + random(pages - 3)) % (pages - 1);
  const contents = [readPage(file, one), readPage(file, other)];
  writePage(file, other, contents[0]!);
  writePage(file, one, contents[1]!);
}

function readPage(file: Deno.FsFile, page: number): Uint8Array {
  const bytes = new Uint8Array(PAGE);
  file.seekSync(page * PAGE, Deno.SeekMode.Start);
  file.readSync(bytes);
  return bytes;
}

function writePage(file: Deno.FsFile, page: number, bytes: Uint8Array): void {
  file.seekSync(page * PAGE, Deno.SeekMode.Start);
  file.writeSync(bytes);
}

function flip(file: Deno.FsFile, at: number, random: Random): void {
  const byte = new Uint8Array(1);
  file.seekSync(at, Deno.SeekMode.Start);
  file.readSync(byte);
  file.seekSync(at, Deno.SeekMode.Start);
  file.writeSync(byte.map((value) => value ^ 1 << random(8)));
}
