/** Exports of earlier versions, which imported the messages of customers as replies of the team. */

import assert from "node:assert/strict";
import { exportLines } from "../../../data/jsonl/mod.ts";
import { KvArchive } from "../../../store/kv/archive/mod.ts";
import { CommitQueue } from "../../../store/kv/commit/mod.ts";
import { createKvTickets } from "../../../store/kv/tickets/mod.ts";
import { type Desk, openDesk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { TestKv } from "../../store/kv/test_kv.ts";
import { importFile, openEmptyDesk } from "../import_file.ts";

/** See `mark_customer_messages_test.ts`. */
const STORE = new URL("../../store/kv/migrations/imported_version_5.db.gz", import.meta.url);

/** Unpacks the store, and writes its export as the version of the store did. */
async function writeFiles(folder: TemporaryFolder): Promise<{ db: string; file: string }> {
  const [db, file] = [folder.file("earlier.db"), folder.file("earlier.jsonl")];
  const packed = new Blob([await Deno.readFile(STORE)]).stream();
  await Deno.writeFile(db, packed.pipeThrough(new DecompressionStream("gzip")));
  using kv = await TestKv.open(db);
  const store = { kv, commits: new CommitQueue(kv), now: Date.now };
  const earlier = { archive: new KvArchive(store), tickets: createKvTickets(store) } as unknown as Desk;
  const lines = await Array.fromAsync(exportLines(earlier), ({ text }) => text);
  const header = '{"type":"support-mcp","version":1}\n';
  await Deno.writeTextFile(file, [header, ...lines.slice(1)].join(""));
  return { db, file };
}

async function readDesk(desk: Desk): Promise<unknown> {
  return {
    tickets: await Array.fromAsync(desk.archive.exportTickets()),
    waiting: (await desk.tickets.search("is:waiting", { sort: "oldest" })).items.map(({ id }) => id),
    stats: { ...await desk.tickets.getStats(), overdue: "depends on the time" },
    report: await desk.tickets.getReport({ period: "2024-01-01..2026-12-31" }),
  };
}

Deno.test("an export of an earlier version gives the desk that the migration of its store gives", async () => {
  await using folder = await TemporaryFolder.create();
  const { db, file } = await writeFiles(folder);
  assert.ok((await Deno.readTextFile(file)).includes('"author":"Ann","kind":"reply"'));
  const migrated = await openDesk(db);
  await using imported = await openEmptyDesk();
  const { summary, refused } = await importFile(imported, file);
  assert.deepEqual([summary.tickets.added, refused], [8, []]);
  assert.deepEqual(await readDesk(imported), await readDesk(migrated));
  assert.deepEqual((await importFile(imported, file)).refused, [], "a second import finds the tickets");
  await migrated.close();
});

Deno.test("an export of this version keeps the kinds of comments by people with a customer's name", async () => {
  await using folder = await TemporaryFolder.create();
  const { file } = await writeFiles(folder);
  const [, ...lines] = (await Deno.readTextFile(file)).split("\n");
  const header = '{"type":"support-mcp","version":1,"kinds":["reply","note","customer"]}';
  await Deno.writeTextFile(file, [header, ...lines].join("\n"));
  await using imported = await openEmptyDesk();
  await importFile(imported, file);
  const exported = await Array.fromAsync(exportLines(imported), ({ text }) => text);
  assert.equal(exported.join(""), [header, ...lines].join("\n"));
});
