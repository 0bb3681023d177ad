import assert from "node:assert/strict";
import { openDesk } from "../../../../store/mod.ts";

const BY = { kind: "system", name: "test", version: null } as const;

Deno.test("a dry run returns the results of a real import, and changes nothing", async () => {
  const desk = await openDesk(":memory:");
  await desk.archive.importCustomers([{ customer: { email: "a@b.c", name: "Ada" } }], BY);
  const customers = [{ customer: { email: "A@b.c", name: "Other" } }, { customer: { email: "d@e.f", name: "Dan" } }];
  const tickets = [
    { ticket: { subject: "New", customer: "d@e.f" } },
    { ticket: { subject: "", customer: "a@b.c" } },
    { ticket: { subject: "Large", customer: "a@b.c" }, comments: Array.from({ length: 80 }, () => LARGE) },
  ];
  const dryRun = desk.archive.dryRun();
  const dry = [await dryRun.importCustomers(customers, BY), await dryRun.importTickets(tickets, BY)];
  assert.deepEqual((await desk.tickets.getStats()).total, 0);
  assert.deepEqual((await desk.tickets.getStats()).customers, 1);
  const outcomes = (results: { outcome: string }[][]) => results.map((list) => list.map(({ outcome }) => outcome));
  assert.deepEqual(outcomes(dry), [["differs", "added"], ["added", "refused", "added"]]);
  const real = [await desk.archive.importCustomers(customers, BY), await desk.archive.importTickets(tickets, BY)];
  assert.deepEqual(outcomes(dry), outcomes(real));
  await desk.close();
});

const LARGE = { author: "Bob", kind: "note", body: "x".repeat(19_000) } as const;
