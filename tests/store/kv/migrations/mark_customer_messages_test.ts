/**
 * `imported_version_5.db.gz` was written by earlier versions: one imported tickets with requesters' comments as replies, and
 * worked on some of them; a later one, of version 5, went on with ticket #1.
 */

import assert from "node:assert/strict";
import { openDesk } from "../../../../store/mod.ts";
import { markCustomerMessages } from "../../../../store/kv/migrations/mark_customer_messages.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { CURRENT_VERSION } from "../../../../store/kv/schema/migrations.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { assertConsistent } from "../../audit.ts";
import { InterruptedStore } from "../interrupted_store.ts";
import { TestKv } from "../test_kv.ts";

const PACKED = new URL("imported_version_5.db.gz", import.meta.url);

async function unpack(path: string): Promise<void> {
  const packed = new Blob([await Deno.readFile(PACKED)]).stream();
  await Deno.writeFile(path, packed.pipeThrough(new DecompressionStream("gzip")));
}

async function readDesk(path: string) {
  const desk = await openDesk(path);
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  const waiting = (await desk.tickets.search("is:waiting")).items.map(({ id }) => id).sort();
  const stats = await desk.tickets.getStats();
  const report = await desk.tickets.getReport({ period: "2024-01-01..2026-12-31" });
  await desk.close();
  return { tickets, waiting, stats, report };
}

const day = (number: number) => new Date(Date.UTC(2024, 0, number)).toISOString();

Deno.test("openDesk() finds the messages of customers in earlier imports, and says so", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await unpack(path);
  const messages: string[] = [];
  await (await openDesk(path, { onMigrate: (message) => messages.push(message) })).close();
  assert.deepEqual(messages, ["Finding messages of customers: 8 tickets done."]);
  const { tickets, waiting, stats } = await readDesk(path);
  const kinds = tickets.map(({ comments }) => comments.map(({ kind }) => kind[0]).join(""));
  const seventh = Array.from({ length: 40 }, (_, index) => index % 4 === 0 ? "r" : "c").join("");
  assert.deepEqual(kinds, ["rcrc", "ccr", "crc", "ncn", "r", "", seventh, "r"]);
  for (const { comments } of tickets) {
    for (const { kind, delivery } of comments) assert.equal(delivery !== undefined, kind === "reply");
  }
  assert.deepEqual(waiting, ["1", "4", "6", "7"]);
  assert.equal(stats.waiting, 4);
  using kv = await TestKv.open(path);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: CURRENT_VERSION });
  await assertConsistent(kv);
});

Deno.test("the times of messages in a ticket and its history follow from the kinds", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await unpack(path);
  const { tickets, report } = await readDesk(path);
  const times = tickets.map(({ ticket }) => [ticket.first_reply_at, ticket.last_customer_message_at]);
  const [first, second, ...others] = times;
  assert.equal(first![0], day(1)); // an agent's, not the requester's
  assert.ok(first![1]! > "2026"); // the message that version 5 recorded
  assert.equal(second![0], tickets[1]!.comments[2]!.at); // the reply after the import
  assert.equal(second![1], day(4));
  assert.deepEqual(others.slice(0, 4), [
    [day(6), day(7)],
    [undefined, day(9)],
    [day(10), undefined],
    [undefined, undefined],
  ]);
  assert.deepEqual(others[4], [day(11), day(50)]);
  const [imported, replied] = tickets[1]!.events;
  assert.deepEqual([imported!.what, imported!.after.last_customer_message_at], ["imported", day(4)]);
  assert.deepEqual([replied!.what, replied!.after.first_reply_at], ["commented", second![0]]);
  assert.ok(report.total !== undefined);
});

Deno.test("markCustomerMessages() goes on after an interruption at any moment", async () => {
  await using folder = await TemporaryFolder.create();
  const whole = folder.file("whole.db");
  await unpack(whole);
  const expected = folder.file("expected.db");
  await Deno.copyFile(whole, expected);
  const { tickets, waiting, stats, report } = await readDesk(expected);
  for (let commits = 0, isDone = false; !isDone; commits++) {
    const path = folder.file(`${commits}.db`);
    await Deno.copyFile(whole, path);
    {
      using kv = await TestKv.open(path);
      isDone = await markCustomerMessages(new InterruptedStore(kv, commits), () => {}).then(() => true, () => false);
      if (!isDone) await markCustomerMessages(kv, () => {});
      await kv.set(keys.schema, { version: CURRENT_VERSION });
      await assertConsistent(kv);
    }
    assert.deepEqual(await readDesk(path), { tickets, waiting, stats, report });
    assert.ok(isDone || commits < 40);
  }
});

Deno.test("markCustomerMessages() of several processes at once changes each ticket once", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await unpack(path);
  using kv = await TestKv.open(path);
  await Promise.all([1, 2, 3].map(() => markCustomerMessages(kv, () => {})));
  await kv.set(keys.schema, { version: CURRENT_VERSION });
  await assertConsistent(kv);
});
