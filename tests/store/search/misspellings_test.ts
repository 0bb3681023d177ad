import assert from "node:assert/strict";
import { type Desk, openDesk } from "../../../store/mod.ts";
import { correctWord, ENGLISH, GERMAN, listMissed, listWrong, MISSPELLED } from "./misspellings.ts";

const BY = { kind: "host", name: "test", version: null } as const;

async function withDesk(texts: readonly string[], test: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await openDesk(":memory:");
  try {
    for (const subject of texts) await desk.tickets.create({ subject, customer: "ada@example.com" }, { by: BY });
    await test(desk);
  } finally {
    await desk.close();
  }
}

for (const [language, texts, words] of MISSPELLED) {
  Deno.test(`misspelled words are corrected in ${language}`, async () => {
    await withDesk(texts, async (desk) => assert.deepEqual(await listMissed(desk.tickets, words), []));
  });
}

Deno.test("words of other languages are not corrected", async () => {
  await withDesk(ENGLISH, async (desk) => assert.deepEqual(await listWrong(desk.tickets), []));
});

Deno.test("words of other languages are not corrected on a desk with several languages", async () => {
  await withDesk([...ENGLISH, ...GERMAN], async (desk) => assert.deepEqual(await listWrong(desk.tickets), []));
});

Deno.test("a query with a function word of another language stays as it is", async () => {
  await withDesk(ENGLISH, async (desk) => {
    assert.equal(await correctWord(desk.tickets, "urgant"), "urgent");
    for (const query of ["urgant facture pour monsieur", "meine urgant", "urgant AND sich", "(cette OR urgant)"]) {
      assert.deepEqual((await desk.tickets.search(query)).corrections, [], query);
    }
    const reasons = await desk.tickets.explainEmptySearch("meine AND urgant", {});
    assert.deepEqual(reasons.map(({ text }) => text), [
      'No ticket matches "meine".',
      'No ticket matches "urgant".',
    ]);
  });
});
