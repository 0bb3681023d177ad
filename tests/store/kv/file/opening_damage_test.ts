import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { StoreFile } from "../../../../store/kv/file/store_file.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";

const PAGE = 4_096;
const ROWS = 1_000;

/** Creates a store in which the index of expiring entries has several pages. */
async function makeStore(path: string): Promise<void> {
  using kv = await Deno.openKv(path);
  for (let first = 0; first < ROWS; first += 100) {
    const atomic = kv.atomic();
    for (let number = first; number < first + 100; number++) atomic.set(["row", number], number);
    await atomic.commit();
  }
}

/** Returns the number of the root page of a table or an index. */
function findRoot(path: string, name: string): number {
  using database = new DatabaseSync(path) as DatabaseSync & Disposable;
  return Number(database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").get(name)!.rootpage);
}

/** Returns the number of the last page below an interior page ("Database File Format", 1.6: the right-most pointer). */
async function findLastChild(path: string, page: number): Promise<number> {
  const view = new DataView((await Deno.readFile(path)).buffer, (page - 1) * PAGE);
  assert.equal(view.getUint8(0), 2, "it is an interior page of an index");
  return view.getUint32(8);
}

async function zero(path: string, page: number): Promise<void> {
  using file = await Deno.open(path, { write: true });
  await file.seek((page - 1) * PAGE, Deno.SeekMode.Start);
  await file.write(new Uint8Array(PAGE));
}

const REFUSAL = { code: "unavailable", message: /: the file is damaged \(.*malformed.*\)\. It was not changed\./ };

for (const name of ["sqlite_autoindex_queue_1", "sqlite_autoindex_queue_running_1", "kv_expiration_ms_idx"]) {
  Deno.test(`StoreFile.claim() rejects a file whose root page of ${name} is zeroed`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = folder.file("desk.db");
    await makeStore(path);
    await zero(path, findRoot(path, name));
    await assert.rejects(StoreFile.claim(path), REFUSAL);
  });
}

Deno.test("StoreFile.claim() finds zeroed pages below the roots if it inspects the file", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await makeStore(path);
  (await StoreFile.claim(path, { inspect: true }))[Symbol.dispose]();
  await zero(path, await findLastChild(path, findRoot(path, "kv_expiration_ms_idx")));
  await assert.rejects(StoreFile.claim(path, { inspect: true }), REFUSAL);
});

Deno.test("StoreFile.claim() accepts a sound file whose pages have another order", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  {
    using database = new DatabaseSync(path) as DatabaseSync & Disposable;
    database.exec("CREATE TABLE first (content BLOB); INSERT INTO first VALUES (zeroblob(100000))");
    database.exec("CREATE TABLE kv (\n  k blob primary key, v blob)");
  }
  (await StoreFile.claim(path))[Symbol.dispose]();
});
