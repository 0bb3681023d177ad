import assert from "node:assert/strict";
import { type Desk, openDesk } from "../../../store/mod.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

const SUBJECTS = [
  "Devoluciones pendientes de mi pedido", // 1
  "Os meus cartões foram bloqueados pelo banco", // 2
  "The transfer has not arrived", // 3
  "Refund please", // 4
  "Log in by e-mail", // 5
];

async function withDesk(test: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await openDesk(":memory:");
  try {
    for (const subject of SUBJECTS) await desk.tickets.create({ subject, customer: "ada@example.com" }, BY);
    await test(desk);
  } finally {
    await desk.close();
  }
}

const CORRECTIONS: readonly [query: string, found: number[], corrections: Record<string, string>][] = [
  ["devolucion", [1], { devolucion: "devoluciones" }],
  ["cartao", [2], {}],
  ["cartoez", [2], { cartoez: "cartões" }],
  ["emial", [5], { emial: "email" }],
  ["(trasnfer)", [3], { trasnfer: "transfer" }],
  ["trasnfer OR zzzzz", [3], { trasnfer: "transfer" }],
  ["trasnfer AND arrived", [3], { trasnfer: "transfer" }],
  ["(refund OR arrived) trasnfer", [3], { trasnfer: "transfer" }],
  ["refund -trasnfer", [4], {}],
  ["refund NOT (trasnfer)", [4], {}],
  ['"trasnfer"', [], {}],
];

Deno.test("a misspelled word is replaced by a word of the tickets, also in operators and groups", async () => {
  await withDesk(async (desk) => {
    for (const [query, found, corrections] of CORRECTIONS) {
      const page = await desk.tickets.search(query);
      assert.deepEqual(page.items.map(({ id }) => Number(id)), found, query);
      assert.deepEqual(
        Object.fromEntries(page.corrections.map(({ word, searched }) => [word, searched])),
        corrections,
        query,
      );
    }
  });
});

Deno.test("an empty result says that words in quotation marks are exact, and does not deny a corrected word", async () => {
  await withDesk(async (desk) => {
    const explain = async (query: string) => (await desk.tickets.explainEmptySearch(query)).map(({ text }) => text);
    assert.deepEqual(await explain('"trasnfer"'), [
      'No ticket matches "trasnfer".',
      "Words in quotation marks are searched exactly as written. Remove the marks to find similar words.",
    ]);
    assert.deepEqual(await explain("refund AND trasnfer"), [
      'No ticket has all of "refund", "trasnfer". Leave out AND to find those with some of them.',
    ]);
  });
});
