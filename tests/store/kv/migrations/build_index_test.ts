import assert from "node:assert/strict";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { openDesk } from "../../../../store/mod.ts";
import { buildIndex } from "../../../../store/kv/migrations/build_index.ts";
import { completeTickets } from "../../../../store/kv/migrations/complete_tickets.ts";
import { MIGRATIONS } from "../../../../store/kv/migrations/mod.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { CURRENT_VERSION } from "../../../../store/kv/schema/migrations.ts";
import { assertConsistent } from "../../audit.ts";
import { listKeysUnder } from "../../open_test_store.ts";
import { InterruptedStore } from "../interrupted_store.ts";
import { TestKv } from "../test_kv.ts";
import { writeVersion2 } from "./version_2.ts";

Deno.test("MIGRATIONS end at the current version", () => {
  assert.equal(MIGRATIONS.length + 1, CURRENT_VERSION);
});

Deno.test("openDesk() migrates a store of version 2, keeps everything, and says so", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await writeVersion2(path);
  const messages: string[] = [];
  const desk = await openDesk(path, { onMigrate: (message) => messages.push(message) });
  const find = async (query: string) => (await desk.tickets.search(query)).items.map(({ id }) => id);
  assert.deepEqual(await find("declined cards"), ["1", "4", "3"]);
  assert.deepEqual(await find("karten"), ["3"]);
  assert.deepEqual(await find("chargeback"), ["5"]);
  assert.deepEqual(await find("identity"), ["3"]);
  assert.deepEqual(await find("external:zendesk:7"), ["5"]);
  assert.deepEqual(await find(""), ["4", "3", "2", "1", "5"]);
  assert.deepEqual(await find("is:merged OR assignee:dana"), ["4", "2"]);
  assert.equal((await desk.tickets.listOpen(10)).total, 1);
  assert.deepEqual((await desk.tickets.listComments("1")).items.map(({ number }) => number), [1]);
  await desk.close();
  assert.deepEqual(messages, [
    "Building the search index: 5 tickets done.",
    "Sorting tickets into queues: 5 tickets done.",
    "Finding messages of customers: 5 tickets done.",
  ]);
  using kv = await TestKv.open(path);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: CURRENT_VERSION });
  assert.deepEqual(await listKeysUnder(kv, "find"), []);
  await assertConsistent(kv);
});

Deno.test("buildIndex() goes on after an interruption at any moment", async () => {
  await using folder = await TemporaryFolder.create();
  for (let commits = 0, isDone = false; !isDone; commits++) {
    const path = folder.file(`${commits}.db`);
    await writeVersion2(path);
    using kv = await TestKv.open(path);
    isDone = await buildIndex(new InterruptedStore(kv, commits), () => {}).then(() => true, () => false);
    await buildIndex(kv, () => {});
    await kv.delete(keys.migration);
    await completeTickets(kv, () => {});
    await kv.set(keys.schema, { version: CURRENT_VERSION });
    await assertConsistent(kv);
    assert.deepEqual(await listKeysUnder(kv, "find"), []);
    assert.ok(isDone || commits < 20);
  }
});

Deno.test("buildIndex() of several processes at once builds one index", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await writeVersion2(path);
  using kv = await TestKv.open(path);
  await Promise.all([1, 2, 3].map(() => buildIndex(kv, () => {})));
  await kv.delete(keys.migration);
  await completeTickets(kv, () => {});
  await kv.set(keys.schema, { version: CURRENT_VERSION });
  await assertConsistent(kv);
});
