/** Words beside phrases, groups, views and function words, and the starts of words, in every order. */

import assert from "node:assert/strict";
import { assertRefused, BY, createTickets, openDeskWithCustomer, type TestDesk } from "../open_test_desk.ts";

async function find(desk: TestDesk, query: string, sort?: "relevance" | "newest" | "due"): Promise<string[]> {
  const { items } = await desk.tickets.search(query, { limit: 100, ...sort !== undefined && { sort } });
  return items.map(({ id }) => id).sort();
}

for (const sort of ["relevance", "newest", "due"] as const) {
  Deno.test(`by ${sort}, a ticket needs one of the words beside a phrase or a group`, async () => {
    await using desk = await openDeskWithCustomer();
    await createTickets(desk, "card lost", "card refund", "refund please", "the card was lost", "pin locked");
    assert.deepEqual(await find(desk, '"card" refund', sort), ["2"]);
    assert.deepEqual(await find(desk, '"card" refund lost', sort), ["1", "2", "4"]);
    assert.deepEqual(await find(desk, "(card OR pin) refund locked", sort), ["2", "5"]);
    assert.deepEqual(await find(desk, '"card" the', sort), ["4"]);
    assert.deepEqual(await find(desk, '"pin" cash', sort), []);
  });

  Deno.test(`by ${sort}, function words find nothing beside other words`, async () => {
    await using desk = await openDeskWithCustomer();
    await createTickets(desk, "the printer is on fire", "what is the card limit", "my card");
    assert.deepEqual(await find(desk, "what is the card", sort), ["2", "3"]);
    assert.deepEqual(await find(desk, "what is the", sort), ["1", "2"]);
  });
}

Deno.test("the start of a word or a tag stands for all that start so", async () => {
  await using desk = await openDeskWithCustomer();
  const tags = listWords("t", 600);
  await createTickets(desk, "card", "zzz last");
  await create(desk, { description: listWords("zz", 600).join(" ") });
  for (let at = 0; at < tags.length; at += 20) await create(desk, { tags: tags.slice(at, at + 20) });
  assert.deepEqual(await find(desk, "zz*"), ["2", "3"]);
  assert.equal((await find(desk, "-zz*")).length, 31);
  assert.equal((await find(desk, "tag:t*")).length, 30);
  assert.deepEqual(await find(desk, "-tag:t*"), ["1", "2", "3"]);
});

Deno.test("search() refuses a start of too many words instead of finding some of them", async () => {
  await using desk = await openDeskWithCustomer();
  const words = listWords("z", 5_001);
  for (const part of [words.slice(0, 2_500), words.slice(2_500)]) await create(desk, { description: part.join(" ") });
  await assertRefused(desk, "invalid", /^"z\*" stands for more than 5,000 words/, () => find(desk, "z*"));
  await assertRefused(desk, "invalid", /Write more letters of it\.$/, () => find(desk, "card -z*"));
  assert.deepEqual(await find(desk, "zzz*"), []);
});

async function create(desk: TestDesk, fields: { description?: string; tags?: string[] }): Promise<void> {
  await desk.tickets.create({ subject: "codes", customer: "ada@example.com", ...fields }, BY);
}

/** Lists different words with the same start: three letters that no stemmer changes follow. */
function listWords(start: string, count: number): string[] {
  const letters = (index: number) => [400, 20, 1].map((size) => "bcdfghjklmnpqrtvwxyz"[Math.floor(index / size) % 20]);
  return Array.from({ length: count }, (_, index) => `${start}${letters(index).join("")}`);
}
