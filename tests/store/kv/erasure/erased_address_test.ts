import assert from "node:assert/strict";
import { checkRows } from "../../../../store/kv/check/check_rows.ts";
import { KeyValueRows } from "../../../../store/kv/rows/mod.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import type { TicketRecord } from "../../../../store/ticket.ts";
import { BY, HOST, openTestDesk } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";

const CUSTOMER = "ada@example.com";
const ERASED = "erased-1@erased.invalid";

Deno.test("an import accepts tickets of erased customers only with an erasure in their history", async () => {
  await using from = await openTestDesk();
  await from.customers.create({ email: CUSTOMER, name: "Ada" }, BY);
  const { id } = await from.tickets.create({ subject: "Card lost", customer: CUSTOMER }, BY);
  await from.tickets.close(id, "Sent", BY);
  await from.erasures.erase(CUSTOMER, (await from.erasures.preview(CUSTOMER)).state, BY);
  const customers = await Array.fromAsync(from.archive.exportCustomers());
  const tickets = await Array.fromAsync(from.archive.exportTickets());

  await using into = await openTestDesk();
  const account = { customer: { email: "Erased-5@erased.invalid", name: "Ada" } };
  const reason = /is for erased customers, and the history has no erasure\. Use the customer's own address\./;
  const [created] = await into.archive.importCustomers([account], HOST);
  assert.match(created!.outcome === "refused" ? created!.reason : "", reason);
  assert.deepEqual((await into.archive.importCustomers(customers, HOST))[0], { outcome: "added", id: ERASED });
  const row = { ticket: { subject: "Secret words", customer: ERASED } };
  const [added] = await into.archive.importTickets([row], HOST);
  assert.match(added!.outcome === "refused" ? added!.reason : "", reason);
  assert.deepEqual(await into.archive.importTickets(tickets, HOST), [{ outcome: "added", id }]);
});

/** Gives tickets to the account of an erased customer, as imports of earlier versions did. */
async function giveToErased({ kv }: TestStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const key = keys.ticket(Number(id));
    const { value } = await kv.get<TicketRecord>(key);
    await kv.commit({ checks: [], mutations: [{ type: "set", key, value: { ...value!, customer: ERASED } }] });
  }
}

Deno.test("a claim skips tickets that the account of an erased customer should not have", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: CUSTOMER, name: "Ada" }, BY);
  for (const subject of ["one", "two", "three"]) await store.tickets.create({ subject, customer: CUSTOMER }, BY);
  await giveToErased(store, ["1", "2"]);
  const claimNext = () => store.tickets.claimNext({ assignee: "Jo", minutes: 30 }, BY);
  assert.deepEqual([(await claimNext())?.id, await claimNext()], ["3", null]);
  await assert.rejects(store.tickets.close("1", "Done", BY), { code: "wrong_state" });

  const { findings } = await checkRows(new KeyValueRows(store.kv));
  const found = findings.kept.filter(({ kind }) => kind === "erasure");
  assert.deepEqual(found.map(({ subject }) => subject), ["Ticket #1", "Ticket #2"]);
  assert.match(found[0]!.problem, /^its customer was erased, but its words were not\. Give it another customer/);

  await store.tickets.update("1", { customer: CUSTOMER }, BY);
  assert.equal((await claimNext())?.id, "1");
});
