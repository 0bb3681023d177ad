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

Deno.test("names are found whole: in quotation marks, without a space, with a hyphen, and without umlauts", async () => {
  const desk = await openDesk(":memory:");
  const names = ["佐藤花子", "Anna Smith-Jones", "Jürgen Müller", "Müller Jürgen", "佐藤次郎", "Michal Smith"];
  const queries: readonly [query: string, ...found: number[]][] = [
    ["佐藤花子", 1],
    ['"佐藤花子"', 1],
    ["smith-jones", 2],
    ['"Anna Smith-Jones"', 2],
    ['"jurgen muller"', 3],
    ['-"jurgen muller"', 1, 2, 4, 5, 6],
    ['"Müller Jürgen" OR 佐藤次郎', 4, 5],
    ["mueller", 3, 4],
    ["michael"],
    ['"Dana Roe"', 6],
    ['"Roe Dana"'],
    ['"net-work"', 6],
    ['"late dana"'],
  ];
  try {
    for (const [index, name] of names.entries()) {
      const customer = `c${index}@example.org`;
      await desk.tickets.create({ subject: "Late", customer }, BY);
      await desk.customers.update(customer, { name }, BY);
    }
    await desk.tickets.update("6", { assignee: "Dana Roe", add_tags: ["net-work"] }, BY);
    for (const [query, ...found] of queries) {
      const { items } = await desk.tickets.search(query);
      assert.deepEqual(items.map(({ id }) => Number(id)).toSorted(), found, query);
    }
  } finally {
    await desk.close();
  }
});

Deno.test("the start of a word finds names and addresses, also those of more than twenty customers", async () => {
  const desk = await openDesk(":memory:");
  const queries: readonly [query: string, found: number][] = [
    ["vexr*", 1],
    ["obri*", 1],
    ["mailb*", 1],
    ["late -vexr*", 29],
    ["late AND svens*", 28],
    ["svensson", 28],
    ["late -svensson", 2],
    ['"anna svensson"', 28],
    ["acme", 29],
    ["acm* AND vexr*", 1],
  ];
  try {
    const names = ["Bo Vexrin", "Pat O'Brien", ...Array.from({ length: 28 }, () => "Anna Svensson")];
    for (const [index, name] of names.entries()) {
      const customer = `c${index}@${index === 1 ? "mailbox" : "acme"}.com`;
      await desk.tickets.create({ subject: "Late", customer }, BY);
      await desk.customers.update(customer, { name }, BY);
    }
    for (const [query, found] of queries) {
      const { items } = await desk.tickets.search(query, { limit: 100 });
      assert.equal(items.length, found, query);
    }
    const { items } = await desk.tickets.search("obri* vexr*");
    assert.deepEqual(items.map(({ match }) => match?.excerpt), ["Pat O'Brien", "Bo Vexrin"]);
  } finally {
    await desk.close();
  }
});
