import assert from "node:assert/strict";
import { type CursorQuery, decodeSearchCursor, encodeSearchCursor } from "../../../store/search/cursor.ts";
import { decodeCursor, encodeCursor } from "../../../store/rules/values/page.ts";

const toQuery = (name: string, sort: CursorQuery["sort"] = "newest"): CursorQuery => ({ name, sort });

Deno.test("decodeSearchCursor() returns the input of encodeSearchCursor()", () => {
  const cursor = encodeSearchCursor(toQuery("status:open"), { place: [1_793_491_200_000, 42] });
  assert.deepEqual(decodeSearchCursor(toQuery(" status:open "), cursor), { place: [1_793_491_200_000, 42] });
});

Deno.test("decodeSearchCursor() rejects the cursor of another query", () => {
  const cursor = encodeSearchCursor(toQuery("status:open"), { place: [1_793_491_200_000, 42] });
  const others: CursorQuery[] = [
    toQuery("status:closed"),
    toQuery("status:open", "due"),
    toQuery("status:open", "relevance"),
    toQuery("status:open me:Dana"),
  ];
  for (const query of others) {
    assert.throws(() => decodeSearchCursor(query, cursor), {
      code: "invalid",
      message: /^cursor belongs to another query/,
    });
  }
});

for (const cursor of ["", "x", "eyJ4IjoxfQ", encodeCursor("search", "1/2"), encodeCursor("history 1", 3)]) {
  Deno.test(`decodeSearchCursor() refuses "${cursor}"`, () => {
    assert.throws(() => decodeSearchCursor(toQuery("status:open"), cursor), { code: "invalid" });
  });
}

Deno.test("decodeSearchCursor() rejects positions that are not numbers", () => {
  const genuine = String(decodeCursor("search", encodeSearchCursor(toQuery("x"), { place: [1, 2] })));
  assert.match(genuine, /^1\/2\//);
  assert.throws(() => decodeSearchCursor(toQuery("x"), encodeCursor("search", genuine.replace("2", "NaN"))), {
    code: "invalid",
  });
});

Deno.test("decodeSearchCursor() returns a rank and the numbers that its score depends on", () => {
  const start = {
    ranked: { score: 1_004.123456789, number: 7 },
    statistics: { tickets: 10_003, length: 11.26, counts: [1, 2_857] },
  };
  const query = toQuery("card lost", "relevance");
  assert.deepEqual(decodeSearchCursor(query, encodeSearchCursor(query, start)), start);
});
