import assert from "node:assert/strict";
import { type Desk, fillWithDemo } from "../../../store/mod.ts";
import { BY, openDeskWithCustomer, openTestDesk, readEverything } from "../open_test_desk.ts";

Deno.test("fillWithDemo() adds the article's tickets and customers", async () => {
  await using desk = await openTestDesk();
  await fillWithDemo(desk);
  const { tickets } = await desk.tickets.listOpen(10);
  assert.deepEqual(
    tickets.map((
      { id, status, subject, customer, account_tier, resolution },
    ) => [id, status, subject, customer, account_tier, resolution]),
    [
      ["42", "open", "Cannot log in after password change", "alice@example.com", "pro", null],
      ["43", "open", "Invoice PDF not loading", "bob@example.com", "free", null],
    ],
  );
  assert.deepEqual((await desk.customers.search("")).items.map(({ name }) => name), ["Alice", "Bob"]);
  assert.deepEqual((await desk.tickets.listEvents("42")).items.map(({ what }) => what), ["created"]);
  assert.equal((await desk.tickets.create({ subject: "x", customer: "bob@example.com" }, BY)).id, "44");
});

Deno.test("fillWithDemo() always creates the same desk", async () => {
  await using one = await openTestDesk();
  await using other = await openTestDesk();
  other.clock.now += 1_234_567;
  for (const desk of [one, other]) await fillWithDemo(desk);
  assert.deepEqual(await readEverything(one), await readEverything(other));
});

Deno.test("fillWithDemo() does not change a desk that is not empty", async () => {
  await using desk = await openDeskWithCustomer();
  const before = await readEverything(desk);
  await fillWithDemo(desk);
  assert.deepEqual(await readEverything(desk), before);
});

Deno.test("fillWithDemo() fills a desk once when called twice concurrently", async () => {
  await using desk = await openTestDesk();
  await Promise.all([fillWithDemo(desk), fillWithDemo(desk)]);
  assert.deepEqual(await desk.tickets.completeId("", 10), ["43", "42"]);
});

Deno.test("fillWithDemo() keeps what another process added and changed in the meantime", async () => {
  await using desk = await openTestDesk();
  const empty = await desk.tickets.getStats();
  await fillWithDemo(desk);
  await desk.tickets.close("42", "Done.", BY);
  await desk.customers.update("bob@example.com", { account_tier: "pro" }, BY);
  const before = await readEverything(desk);
  const tickets = { getStats: () => Promise.resolve(empty) };
  await fillWithDemo({ ...desk, archive: desk.archive, tickets } as unknown as Desk);
  assert.deepEqual(await readEverything(desk), before);
});

Deno.test("fillWithDemo() continues what another process started", async () => {
  await using desk = await openTestDesk();
  const archive = {
    importCustomers: desk.archive.importCustomers.bind(desk.archive),
    importTickets: () => Promise.reject(new Error("ended")),
    exportCustomers: desk.archive.exportCustomers.bind(desk.archive),
  };
  await assert.rejects(fillWithDemo({ ...desk, tickets: desk.tickets, archive } as unknown as Desk), /ended/);
  await fillWithDemo(desk);
  assert.deepEqual(await desk.tickets.completeId("", 10), ["43", "42"]);
});
