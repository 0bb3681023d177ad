import assert from "node:assert/strict";
import { openDesk } from "../../../../store/mod.ts";
import { completeTickets } from "../../../../store/kv/migrations/complete_tickets.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { CURRENT_VERSION } from "../../../../store/kv/schema/migrations.ts";
import type { TicketRecord } from "../../../../store/ticket.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { assertConsistent } from "../../audit.ts";
import { BY } from "../../open_test_desk.ts";
import { listKeysUnder } from "../../open_test_store.ts";
import { InterruptedStore } from "../interrupted_store.ts";
import { TestKv } from "../test_kv.ts";
import { removeNewParts } from "./version_4.ts";

/** More than are read together. */
const TICKETS = 230;

/** Writes a desk as version 4 stored it. */
async function writeVersion4(path: string): Promise<void> {
  const desk = await openDesk(path);
  await desk.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  await Promise.all(Array.from({ length: TICKETS }, async (_, index) => {
    const customer = index % 2 === 0 ? "ada@example.com" : "bob@example.com";
    const { id } = await desk.tickets.create({ subject: `Card ${index}`, customer }, BY);
    if (index % 3 === 0) await desk.tickets.addComment(id, { kind: "reply", body: "We look into it." }, BY);
    if (index % 6 === 0) await desk.tickets.addComment(id, { kind: "customer", body: "Thank you." }, BY);
    if (index % 5 === 0) await desk.tickets.close(id, "Done.", BY);
    if (index % 7 === 0) await desk.tickets.addComment(id, { kind: "note", body: "See above." }, BY);
  }));
  await desk.close();
  using kv = await TestKv.open(path);
  await removeNewParts(kv);
}

Deno.test("openDesk() migrates a store of version 4 to what this version writes, and says so", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await writeVersion4(path);
  const messages: string[] = [];
  const desk = await openDesk(path, { onMigrate: (message) => messages.push(message) });
  const claimed = await desk.tickets.claimNext({ assignee: "Jo", minutes: 5 }, BY);
  assert.equal(claimed?.account_tier, "pro");
  await desk.close();
  assert.deepEqual(messages, [
    `Sorting tickets into queues: ${TICKETS} tickets done.`,
    `Finding messages of customers: ${TICKETS} tickets done.`,
  ]);
  using kv = await TestKv.open(path);
  assert.deepEqual([(await kv.get(keys.schema)).value, (await kv.get(keys.migration)).value], [
    { version: CURRENT_VERSION },
    null,
  ]);
  assert.deepEqual(await listKeysUnder(kv, "queue"), []);
  const { due_at, is_unanswered, report_tier, ...record } = (await kv.get<TicketRecord>(keys.ticket(7))).value!;
  assert.deepEqual([typeof due_at, is_unanswered, report_tier, "queue_tier" in record], ["string", true, "pro", false]);
  await assertConsistent(kv);
});

Deno.test("completeTickets() goes on after an interruption at any moment", async () => {
  await using folder = await TemporaryFolder.create();
  const whole = folder.file("whole.db");
  await writeVersion4(whole);
  for (let commits = 0, isDone = false; !isDone; commits++) {
    const path = folder.file(`${commits}.db`);
    await Deno.copyFile(whole, path);
    using kv = await TestKv.open(path);
    isDone = await completeTickets(new InterruptedStore(kv, commits), () => {}).then(() => true, () => false);
    await completeTickets(kv, () => {});
    await kv.set(keys.schema, { version: CURRENT_VERSION });
    await assertConsistent(kv);
    assert.ok(isDone || commits < 20);
  }
});

Deno.test("completeTickets() of several processes at once does each ticket once", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await writeVersion4(path);
  using kv = await TestKv.open(path);
  await Promise.all([1, 2, 3].map(() => completeTickets(kv, () => {})));
  assert.deepEqual((await kv.get(keys.migration)).value, { last: TICKETS, tickets: TICKETS });
  await kv.set(keys.schema, { version: CURRENT_VERSION });
  await assertConsistent(kv);
});
