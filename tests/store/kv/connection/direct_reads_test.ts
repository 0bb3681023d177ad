import assert from "node:assert/strict";
import { join } from "node:path";
import { DirectReads } from "../../../../store/kv/connection/direct_reads.ts";
import type { Entries, Entry, Key, KeyRange, Keys, ListedEntry } from "../../../../store/kv/port/mod.ts";
import { type EntryReader, FileReader } from "../../../../store/kv/rows/mod.ts";
import { TestKv } from "../test_kv.ts";

const NUMBERS = Array.from({ length: 250 }, (_, index) => index);

Deno.test("DirectReads leaves the first reads of a process to Deno KV", async () => {
  await using reads = await createReads();
  const { kv, file, opened } = reads;
  for (let read = 0; read < 40; read++) await kv.get(["n", read]);
  assert.equal(opened(), 0);
  await readMuch(kv);
  assert.equal(opened(), 1);
  assert.ok(file.reads > 0);
});

Deno.test("DirectReads lists a range in batches from both ends", async () => {
  await using reads = await createReads();
  const { kv, file } = reads;
  await readMuch(kv);
  file.reads = 0;
  const list = async (options: Parameters<DirectReads["list"]>[1]) =>
    (await Array.fromAsync(kv.list({ prefix: ["n"] }, options))).map(({ value }) => value);
  assert.deepEqual(await list({}), NUMBERS);
  assert.deepEqual(await list({ reverse: true, batchSize: 7 }), NUMBERS.toReversed());
  assert.deepEqual(await list({ limit: 123, batchSize: 50 }), NUMBERS.slice(0, 123));
  assert.deepEqual(await list({ limit: 120, reverse: true }), NUMBERS.slice(-120).reverse());
  assert.ok(file.reads > 40);
});

Deno.test("DirectReads reads with Deno KV what the file does not give", async () => {
  await using reads = await createReads();
  const { kv, file } = reads;
  await readMuch(kv);
  file.failAfter = file.reads + 2;
  const listed = await Array.fromAsync(kv.list({ prefix: ["n"] }, { batchSize: 30 }));
  assert.deepEqual(listed.map(({ value }) => value), NUMBERS);
  const reversed = await Array.fromAsync(kv.list({ prefix: ["n"] }, { reverse: true, limit: 200, batchSize: 30 }));
  assert.deepEqual(reversed.map(({ value }) => value), NUMBERS.slice(-200).reverse());
  assert.equal((await kv.get(["n", 7])).value, 7);
  assert.deepEqual((await kv.getMany([["n", 1], ["n", 2]])).map(({ value }) => value), [1, 2]);
});

Deno.test("DirectReads lists the values that contain a text, even after the file fails", async () => {
  await using reads = await createReads();
  const { kv, file, opened } = reads;
  const list = async (range: KeyRange) =>
    (await Array.fromAsync(kv.list(range, { containing: "24" }))).map(({ value }) => value);
  const expected = NUMBERS.filter((number) => String(number).includes("24"));
  assert.deepEqual(await list({ prefix: ["n"] }), expected);
  await readMuch(kv);
  assert.equal(opened(), 1);
  assert.deepEqual(await list({ start: ["n", 25], end: ["n", 200] }), [124]);
  file.failAfter = file.reads + 2;
  const found = await list({ prefix: ["n"] });
  assert.deepEqual(found.filter((value) => expected.includes(value as number)), expected);
});

Deno.test("DirectReads goes on with Deno KV if the file cannot be opened", async () => {
  await using reads = await createReads();
  for (const open of [() => Promise.resolve(null), () => Promise.reject(new Error("no"))]) {
    const kv = new DirectReads(reads.inner, open);
    await readMuch(kv);
    assert.equal((await kv.get(["n", 7])).value, 7);
  }
  assert.equal(reads.file.reads, 0);
});

Deno.test("DirectReads gives other work a turn while it reads", async () => {
  await using reads = await createReads();
  const { kv } = reads;
  await readMuch(kv);
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  while (turns < 3) await kv.get(["n", 1]); // would never end
  clearInterval(timer);
});

Deno.test("DirectReads closes a file that was opened too late", async () => {
  await using reads = await createReads();
  const { promise, resolve } = Promise.withResolvers<EntryReader>();
  const kv = new DirectReads(await TestKv.open(), () => promise);
  await readMuch(kv);
  kv[Symbol.dispose]();
  resolve(reads.file);
  await promise;
  await Promise.resolve();
  assert.ok(reads.file.isClosed);
  reads.kv[Symbol.dispose] = () => reads.inner[Symbol.dispose]();
});

async function createReads() {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "desk.db");
  const inner = await TestKv.open(path);
  await inner.setAll(NUMBERS.map((value) => [["n", value], value]));
  const file = new CountingFile(await FileReader.open(path));
  let opened = 0;
  const kv = new DirectReads(inner, () => {
    opened += 1;
    return Promise.resolve(file);
  });
  const end = async () => {
    kv[Symbol.dispose]();
    await Deno.remove(folder, { recursive: true });
  };
  return { kv, file, inner, opened: () => opened, [Symbol.asyncDispose]: end };
}

/** Reads so much that the file is opened. */
async function readMuch(kv: DirectReads): Promise<void> {
  for (let read = 0; read < 60; read++) await kv.get(["n", read]);
}

class CountingFile implements EntryReader {
  reads = 0;
  /** The reads after which others fail. */
  failAfter = Infinity;
  isClosed = false;

  constructor(private readonly file: FileReader) {}

  get<T>(key: Key): Entry<T> {
    this.#count();
    return this.file.get<T>(key);
  }

  getMany<T extends readonly unknown[]>(keys: Keys<T>): Entries<T> {
    this.#count();
    return this.file.getMany<T>(keys);
  }

  list<T>(range: KeyRange, limit: number, reverse: boolean): ListedEntry<T>[] {
    this.#count();
    return this.file.list<T>(range, limit, reverse);
  }

  listContaining<T>(range: KeyRange, text: string): { entries: ListedEntry<T>[]; next: Key | null } {
    this.#count();
    return this.file.listContaining<T>(range, text, 20);
  }

  [Symbol.dispose](): void {
    this.isClosed = true;
    this.file[Symbol.dispose]();
  }

  #count(): void {
    this.reads += 1;
    if (this.reads > this.failAfter) throw new Error("database is locked");
  }
}
