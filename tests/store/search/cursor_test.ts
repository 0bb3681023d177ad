import assert from "node:assert/strict";
import { decodeSearchCursor, encodeSearchCursor } from "../../../store/search/cursor.ts";
import { decodeCursor, encodeCursor } from "../../../store/rules/values/page.ts";

Deno.test("decodeSearchCursor() returns the input of encodeSearchCursor()", async () => {
  const cursor = await encodeSearchCursor("status:open", { newest: [1_793_491_200_000, 42] });
  assert.deepEqual(await decodeSearchCursor(" status:open ", cursor), { newest: [1_793_491_200_000, 42] });
});

Deno.test("decodeSearchCursor() rejects the cursor of another query", async () => {
  const cursor = await encodeSearchCursor("status:open", { newest: [1_793_491_200_000, 42] });
  await assert.rejects(decodeSearchCursor("status:closed", cursor), {
    code: "invalid",
    message: /^cursor belongs to another query/,
  });
});

for (const cursor of ["", "x", "eyJ4IjoxfQ", encodeCursor("search", "1/2"), encodeCursor("history 1", 3)]) {
  Deno.test(`decodeSearchCursor() refuses "${cursor}"`, async () => {
    await assert.rejects(decodeSearchCursor("status:open", cursor), { code: "invalid" });
  });
}

Deno.test("decodeSearchCursor() rejects positions that are not numbers", async () => {
  const genuine = String(decodeCursor("search", await encodeSearchCursor("x", { newest: [1, 2] })));
  assert.match(genuine, /^1\/2\//);
  await assert.rejects(decodeSearchCursor("x", encodeCursor("search", genuine.replace("2", "NaN"))), {
    code: "invalid",
  });
});

Deno.test("decodeSearchCursor() returns a rank and the numbers that its score depends on", async () => {
  const start = {
    ranked: { score: 1_004.123456789, number: 7 },
    statistics: { tickets: 10_003, length: 11.26, counts: [1, 2_857] },
  };
  assert.deepEqual(await decodeSearchCursor("card lost", await encodeSearchCursor("card lost", start)), start);
});
