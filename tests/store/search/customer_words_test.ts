import assert from "node:assert/strict";
import { openDesk } from "../../../store/mod.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

const TICKETS: readonly [subject: string, customer: string][] = [
  ["Order is late", "pat@acme.com"], // 1
  ["Refund please", "bob@example.org"], // 2
  ["Our supplier acme.com is slow", "bob@example.org"], // 3
  ["A space is missing.refund", "bob@example.org"], // 4
  ["Shop is closed", "eve@shop24.de"], // 5
];

const QUERIES: readonly [query: string, ...found: number[]][] = [
  ["acme.com", 1, 3],
  ["@ACME.com", 1, 3],
  ['"acme.com"', 1, 3],
  ['"pat@acme.com"', 1],
  ["shop24.de", 5],
  ['"shop24.de"', 5],
  ["order AND acme.com", 1],
  ["order -acme.com"],
  ['-"acme.com"', 2, 4, 5],
  ["missing.refund", 2, 4],
  ["acme.com*", 3],
];

Deno.test("a domain finds its customers' tickets, also in quotation marks, and texts with it", async () => {
  const desk = await openDesk(":memory:");
  try {
    for (const [subject, customer] of TICKETS) await desk.tickets.create({ subject, customer }, BY);
    for (const [query, ...found] of QUERIES) {
      const { items } = await desk.tickets.search(query);
      assert.deepEqual(items.map(({ id }) => Number(id)).toSorted(), found, query);
    }
  } finally {
    await desk.close();
  }
});

Deno.test("a name with an apostrophe is found with and without it", async () => {
  const desk = await openDesk(":memory:");
  try {
    for (const [email, name] of [["pat@acme.com", "Pat O'Brien"], ["kim@acme.com", "Kim Obrien"]] as const) {
      await desk.tickets.create({ subject: "Late", customer: email }, BY);
      await desk.customers.update(email, { name }, BY);
    }
    for (const query of ["obrien", "O'Brien", "O’Brien", "obrien's", "late AND obrien"]) {
      const { items } = await desk.tickets.search(query);
      assert.deepEqual(items.map(({ id }) => Number(id)).toSorted(), [1, 2], query);
    }
  } finally {
    await desk.close();
  }
});
