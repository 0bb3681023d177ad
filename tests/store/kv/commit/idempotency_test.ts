import assert from "node:assert/strict";
import { openDesk } from "../../../../store/mod.ts";
import { join } from "node:path";
import { assertRefused, BY, createTickets, HOST, HOUR, MINUTE, openDeskWithCustomer } from "../../open_test_desk.ts";

const WITH_KEY = { ...BY, idempotencyKey: "call-1" };

Deno.test("a repeat with the same key returns the first result and changes nothing", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const first = await desk.tickets.addComment(id!, { kind: "note", body: "Hello" }, WITH_KEY);
  desk.clock.now += MINUTE;
  await desk.tickets.close(id!, "Done", BY);
  assert.deepEqual(await desk.tickets.addComment(id!, { kind: "note", body: "Hello" }, WITH_KEY), first);
  assert.equal((await desk.tickets.get(id!)).comment_count, 1);
});

Deno.test("every write takes a key", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two] = await createTickets(desk, "one", "two");
  const file = { name: "a.txt", type: "text/plain", bytes: new Uint8Array([1, 2, 3]) };
  const calls = [
    () => desk.tickets.create({ subject: "x", customer: "ada@example.com" }, WITH_KEY),
    () => desk.tickets.update(one!, { subject: "uno" }, WITH_KEY),
    () => desk.tickets.addComment(one!, { kind: "reply", body: "x" }, WITH_KEY),
    () => desk.tickets.claimNext({ assignee: "Jo", minutes: 5 }, WITH_KEY),
    () => desk.tickets.escalate(one!, { priority: "high", reason: "x", note: "y" }, WITH_KEY),
    () => desk.tickets.attach(one!, file, WITH_KEY),
    () => desk.tickets.close(one!, "Done", WITH_KEY),
    () => desk.tickets.reopen(one!, "x", WITH_KEY),
    () => desk.tickets.merge(two!, one!, WITH_KEY),
    () => desk.customers.create({ email: "bob@example.com", name: "Bob" }, WITH_KEY),
    () => desk.customers.update("bob@example.com", { account_tier: "pro" }, WITH_KEY),
  ];
  const results = [];
  for (const call of calls) results.push(await call());
  desk.clock.now += HOUR;
  for (const [index, call] of calls.entries()) {
    const before = await desk.tickets.getStats();
    assert.deepEqual(await call(), results[index]);
    assert.deepEqual(await desk.tickets.getStats(), before);
  }
  assert.equal((await desk.tickets.get(one!)).revision, 9);
});

Deno.test("concurrent repeats are one change", async () => {
  await using desk = await openDeskWithCustomer();
  const create = () => desk.tickets.create({ subject: "x", customer: "ada@example.com" }, WITH_KEY);
  const results = await Promise.all(Array.from({ length: 10 }, create));
  assert.deepEqual(new Set(results.map(({ id }) => id)), new Set(["1"]));
  assert.equal((await desk.tickets.getStats()).total, 1);
});

Deno.test("a key with other values is rejected", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  await desk.tickets.addComment(id!, { kind: "note", body: "Hello" }, WITH_KEY);
  const other = () => desk.tickets.addComment(id!, { kind: "reply", body: "Hello" }, WITH_KEY);
  await assertRefused(desk, "idempotency_mismatch", /"call-1" was used before, with other values/, other);
});

Deno.test("keys belong to one operation and one caller, in any version", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const comment = (name: string, version: string) =>
    desk.tickets.addComment(id!, { kind: "note", body: "x" }, { by: { ...HOST, name, version }, idempotencyKey: "k" });
  await comment("one host", "1");
  await comment("one host", "2");
  await comment("another host", "1");
  const onBehalf = { ...HOST, name: "one host", on_behalf_of: "jo" };
  await desk.tickets.addComment(id!, { kind: "note", body: "x" }, { by: onBehalf, idempotencyKey: "k" });
  await desk.tickets.close(id!, "x", { ...BY, idempotencyKey: "k" });
  assert.equal((await desk.tickets.get(id!)).comment_count, 3);
});

Deno.test("a key expires after a day", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const comment = () => desk.tickets.addComment(id!, { kind: "note", body: "x" }, WITH_KEY);
  await comment();
  desk.clock.now += 24 * HOUR - 1;
  assert.equal((await comment()).comment.number, 1);
  desk.clock.now += 1;
  assert.equal((await comment()).comment.number, 2);
});

Deno.test("a failed call, and a claim of an empty queue, can be repeated with the same key", async () => {
  await using desk = await openDeskWithCustomer();
  await assertRefused(desk, "not_found", /#1 not found/, () => desk.tickets.close("1", "Done", WITH_KEY));
  assert.equal(await desk.tickets.claimNext({ assignee: "Jo", minutes: 5 }, WITH_KEY), null);
  await createTickets(desk, "one");
  assert.equal((await desk.tickets.claimNext({ assignee: "Jo", minutes: 5 }, WITH_KEY))?.id, "1");
  assert.equal((await desk.tickets.close("1", "Done", WITH_KEY)).status, "closed");
});

Deno.test("an invalid key is rejected", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const close = (idempotencyKey: string) => () => desk.tickets.close(id!, "Done", { ...BY, idempotencyKey });
  await assertRefused(desk, "invalid", /idempotency key is empty/, close(" "));
  await assertRefused(desk, "invalid", /idempotency key is too long: 201 characters/, close("k".repeat(201)));
});

Deno.test("keys survive a restart", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "desk.db");
  const create = async () => {
    const desk = await openDesk(path);
    const customer = await desk.customers.create({ email: "ada@example.com", name: "Ada" }, WITH_KEY);
    const ticket = await desk.tickets.create({ subject: "x", customer: "ada@example.com" }, WITH_KEY);
    await desk.close();
    return { customer, ticket };
  };
  try {
    assert.deepEqual(await create(), await create());
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
