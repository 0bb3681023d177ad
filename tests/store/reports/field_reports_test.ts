import assert from "node:assert/strict";
import { KvErasures } from "../../../store/kv/erasure/erasures.ts";
import { KvSettings } from "../../../store/kv/settings/mod.ts";
import { KvSearchSource } from "../../../store/kv/tickets/search_source.ts";
import type { CustomField, TicketToImport } from "../../../store/mod.ts";
import { assertConsistent } from "../audit.ts";
import { BY, HOUR, openDeskWithCustomer } from "../open_test_desk.ts";
import { openTestStore, type TestStore } from "../open_test_store.ts";

const EMAIL = "ada@example.com";
const FIELDS: Record<string, CustomField> = {
  plan: { type: "choice", choices: ["Free", "Pro, yearly"] },
  vip: { type: "boolean" },
  order: { type: "number" },
};

async function openStoreWithFields(fields: Record<string, CustomField> = FIELDS): Promise<TestStore> {
  const store = await openTestStore();
  await store.customers.create({ email: EMAIL, name: "Ada" }, BY);
  await setFields(store, fields);
  return store;
}

async function setFields(store: TestStore, fields: Record<string, CustomField>): Promise<void> {
  await new KvSettings(store).change(() => ({ fields }), BY);
}

async function create(store: TestStore, custom?: Record<string, unknown>): Promise<string> {
  return (await store.tickets.create({ subject: "Card", customer: EMAIL, ...custom && { custom } }, BY)).id;
}

/** Lists the rows as `name created/closed/open`. */
async function summarize({ tickets }: TestStore, group_by: string, period = "2026-11"): Promise<string[]> {
  const { rows } = await tickets.getReport({ period, group_by });
  return rows.map(({ group, created, closed, open_at_end }) => `${group} ${created}/${closed}/${open_at_end}`);
}

Deno.test("getReport() groups by a custom field; tickets without a value have another row", async () => {
  await using store = await openStoreWithFields();
  const id = await create(store, { plan: "pro, yearly", vip: true, order: 7 });
  await create(store, { plan: "Free", vip: "no" });
  await create(store);
  await store.tickets.close(id, "Done.", BY);
  assert.deepEqual(await summarize(store, "plan"), ["Pro, yearly 1/1/0", "Free 1/0/1", "null 1/0/1"]);
  assert.deepEqual(await summarize(store, "field:VIP"), ["true 1/1/0", "false 1/0/1", "null 1/0/1"]);
  const { group_by, total } = await store.tickets.getReport({ period: "2026-11", group_by: "custom.Plan" });
  assert.deepEqual([group_by, total.created, total.closed, total.open_at_end], ["plan", 3, 1, 2]);
  await assertConsistent(store.kv);
});

Deno.test("getReport() counts an assignee in one row, in whatever case and width the name is written", async () => {
  await using store = await openStoreWithFields();
  const names = ["DANA", "ｄａｎａ", "Dana", "Kim", null];
  const tickets = names.map((assignee) => ({ ticket: { subject: "Card", customer: EMAIL, assignee } }));
  await store.archive.importTickets(tickets, BY.by);
  assert.deepEqual(await summarize(store, "assignee"), ["Dana 3/0/3", "Kim 1/0/1", "null 1/0/1"]);
});

Deno.test("getReport() moves open tickets to their new value, and counts events for the value of their time", async () => {
  await using store = await openStoreWithFields();
  const id = await create(store, { plan: "Free" });
  store.clock.now += 24 * HOUR;
  await store.tickets.update(id, { custom: { plan: "Pro, yearly", vip: true } }, BY);
  assert.deepEqual(await summarize(store, "plan", "2026-11-01"), ["Free 1/0/1"]);
  assert.deepEqual(await summarize(store, "plan"), ["Free 1/0/0", "Pro, yearly 0/0/1"]);
  await store.tickets.close(id, "Done.", BY);
  await store.tickets.update(id, { custom: { plan: null } }, BY);
  await store.tickets.reopen(id, "Again.", BY);
  assert.deepEqual(await summarize(store, "plan"), ["Pro, yearly 0/1/0", "Free 1/0/0", "null 0/0/1"]);
  assert.deepEqual(await summarize(store, "vip"), ["true 0/1/1", "null 1/0/0"]);
  await assertConsistent(store.kv);
});

Deno.test("getReport() counts a value from the change that set it while the field was a choice", async () => {
  await using store = await openStoreWithFields({ plan: { type: "text" } });
  const id = await create(store, { plan: "Free" });
  await setFields(store, FIELDS);
  assert.deepEqual(await summarize(store, "plan"), ["null 1/0/1"]);
  await store.tickets.update(id, { custom: { plan: "Pro, yearly" } }, BY);
  assert.deepEqual(await summarize(store, "plan"), ["Pro, yearly 0/0/1", "null 1/0/0"]);
  await assertConsistent(store.kv);
});

Deno.test("getReport() counts a field and a choice as one, even when the settings had them in another case", async () => {
  await using store = await openStoreWithFields({ plan: { type: "choice", choices: ["Free", "PRO"] } });
  const id = await create(store, { plan: "PRO" });
  await create(store, { plan: "Free" });
  await setFields(store, { Plan: { type: "choice", choices: ["Pro"] } });
  await create(store, { Plan: "Pro" });
  assert.deepEqual(await summarize(store, "plan"), ["Pro 2/0/2", "Free 1/0/1"]);
  await store.tickets.update(id, { custom: { plan: null } }, BY);
  assert.deepEqual(await summarize(store, "PLAN"), ["Pro 2/0/1", "Free 1/0/1", "null 0/0/1"]);
  await assertConsistent(store.kv);
});

Deno.test("getReport() counts the values of imported tickets, and again after an export", async () => {
  await using store = await openStoreWithFields();
  const rows: TicketToImport[] = ["free", "Free", undefined].map((plan) => ({
    ticket: { subject: "Card", customer: EMAIL, ...plan && { custom: { plan } } },
  }));
  await store.archive.importTickets(rows, BY.by);
  await store.tickets.update("1", { custom: { plan: "Pro, yearly" } }, BY);
  const expected = ["Free 2/0/1", "Pro, yearly 0/0/1", "null 1/0/1"];
  assert.deepEqual(await summarize(store, "plan"), expected);
  await using copy = await openStoreWithFields();
  await copy.archive.importTickets(await Array.fromAsync(store.archive.exportTickets()), BY.by);
  assert.deepEqual(await summarize(copy, "plan"), expected);
  await assertConsistent(copy.kv);
});

Deno.test("getReport() keeps the counts of choices after an erasure", async () => {
  await using store = await openStoreWithFields();
  const id = await create(store, { plan: "Free", order: 4711 });
  await store.tickets.update(id, { custom: { vip: true } }, BY);
  await store.tickets.close(id, "Done.", BY);
  const read = async () => [await summarize(store, "plan"), await summarize(store, "vip")];
  const before = await read();
  const erasures = new KvErasures(store, {
    searchSource: new KvSearchSource(store.kv),
    mergeIndex: () => Promise.resolve(),
    cleanFiles: () => Promise.resolve(null),
  });
  await erasures.erase(EMAIL, (await erasures.preview(EMAIL)).state, BY);
  assert.deepEqual((await store.tickets.get(id)).custom, { plan: "Free", vip: true });
  assert.deepEqual(await read(), before);
  await assertConsistent(store.kv);
});

Deno.test("getReport() skips values in an imported history that no field can have", async () => {
  await using store = await openStoreWithFields();
  const id = await create(store, { plan: "Free" });
  await store.tickets.update(id, { custom: { plan: "Pro, yearly" } }, BY);
  const [archived] = await Array.fromAsync(store.archive.exportTickets());
  for (const custom of [{ plan: "x".repeat(5_000) }, { plan: 7 }, { plan: { a: 1 } }, "Free", null, {}]) {
    await using copy = await openStoreWithFields();
    const item = structuredClone(archived!);
    Object.assign(item.events[0]!.after, { custom });
    Object.assign(item.events[1]!.before, { custom });
    const [result] = await copy.archive.importTickets([item], BY.by);
    assert.equal(result?.outcome, "added", JSON.stringify(result));
    assert.deepEqual(await summarize(copy, "plan"), ["Pro, yearly 0/0/1", "null 1/0/0"]);
    await assertConsistent(copy.kv);
  }
});

Deno.test("getReport() explains a grouping that it does not know, or that has no groups", async () => {
  await using desk = await openDeskWithCustomer();
  const explain = (group_by: string) =>
    desk.tickets.getReport({ period: "7d", group_by }).then(() => assert.fail(), ({ message }) => message);
  assert.equal(
    await explain("asignee"),
    'group_by cannot be "asignee". Did you mean assignee? Use day, week, month, assignee, tier, priority, or tag.',
  );
  await desk.settings.change(() => ({ fields: FIELDS }), BY);
  assert.equal(
    await explain("field:plam"),
    'group_by cannot be "field:plam". Did you mean plan? Use day, week, month, assignee, tier, priority, tag, or a custom ' +
      "field that is a choice or a boolean: plan, vip.",
  );
  assert.equal(
    await explain("Order"),
    "group_by cannot be order: its type is number, and reports group by choices and booleans: plan, vip.",
  );
  assert.match(await explain("field:tag"), /^group_by cannot be "field:tag"\. Use day, /);
});
