import assert from "node:assert/strict";
import { formatErased } from "../../../commands/erase/mod.ts";

const ERASED = {
  email: "erased-1@erased.invalid",
  tickets: 1,
  comments: 0,
  files: 0,
  moved: [],
  writtenIn: [],
  mentions: [],
  remainder: null,
};

Deno.test("formatErased() names articles and settings that keep the address in one sentence", () => {
  for (
    const [elsewhere, places] of [
      [["the settings"], "the settings"],
      [["article kettles"], "article kettles"],
      [["article kettles", "the settings"], "article kettles and the settings"],
      [["article kettles", "article lids", "the settings"], "article kettles, article lids and the settings"],
    ] as const
  ) {
    const lines = formatErased("ada@example.com", { ...ERASED, elsewhere }).split("\n");
    assert.equal(lines[1], `The address stays in ${places}. Remove it there yourself; histories keep it.`);
  }
});
