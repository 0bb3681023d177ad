import assert from "node:assert/strict";
import { type CursorQuery, decodeSearchCursor, encodeSearchCursor } from "../../../store/search/cursor.ts";
import { decodeCursor, encodeCursor } from "../../../store/rules/values/page.ts";

const toQuery = (name: string, sort: CursorQuery["sort"] = "newest"): CursorQuery => ({ name, sort });

Deno.test("decodeSearchCursor() returns the input of encodeSearchCursor()", async () => {
  const cursor = await encodeSearchCursor(toQuery("status:open"), { place: [1_793_491_200_000, 42] });
  assert.deepEqual(await decodeSearchCursor(toQuery(" status:open "), cursor), { place: [1_793_491_200_000, 42] });
});

Deno.test("decodeSearchCursor() rejects the cursor of another query", async () => {
  const cursor = await encodeSearchCursor(toQuery("status:open"), { place: [1_793_491_200_000, 42] });
  const others: CursorQuery[] = [
    toQuery("status:closed"),
    toQuery("status:open", "due"),
    toQuery("status:open", "relevance"),
    toQuery("status:open me:Dana"),
  ];
  for (const query of others) {
    await assert.rejects(decodeSearchCursor(query, cursor), {
      code: "invalid",
      message: /^cursor belongs to another query/,
    });
  }
});

for (const cursor of ["", "x", "eyJ4IjoxfQ", encodeCursor("search", "1/2"), encodeCursor("history 1", 3)]) {
  Deno.test(`decodeSearchCursor() refuses "${cursor}"`, async () => {
    await assert.rejects(decodeSearchCursor(toQuery("status:open"), cursor), { code: "invalid" });
  });
}

Deno.test("decodeSearchCursor() rejects positions that are not numbers", async () => {
  const genuine = String(decodeCursor("search", await encodeSearchCursor(toQuery("x"), { place: [1, 2] })));
  assert.match(genuine, /^1\/2\//);
  await assert.rejects(decodeSearchCursor(toQuery("x"), encodeCursor("search", genuine.replace("2", "NaN"))), {
    code: "invalid",
  });
});

Deno.test("decodeSearchCursor() returns a rank and the numbers that its score depends on", async () => {
  const start = {
    ranked: { score: 1_004.123456789, number: 7 },
    statistics: { tickets: 10_003, length: 11.26, counts: [1, 2_857] },
  };
  const query = toQuery("card lost", "relevance");
  assert.deepEqual(await decodeSearchCursor(query, await encodeSearchCursor(query, start)), start);
});
