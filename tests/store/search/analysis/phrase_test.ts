import assert from "node:assert/strict";
import { hasPhrase, splitUnits } from "../../../../store/search/analysis/phrase.ts";

const cases: [phrase: string, text: string, has: boolean][] = [
  ["new card", "I want a new card.", true],
  ["new card", "NEW, card", true],
  ["new card", "card new", false],
  ["new card", "a new red card", false],
  ["new card", "a new cardboard", false],
  ["to be to be", "to be to to be to be", true],
  ["new card", "new", false],
  ["new card", "", false],
  ["l'été", "pendant L’ETE", true],
  ["https://example.com/a", "see https://example.com/a!", true],
  ["返金を", "返金をお願いします", true],
];

for (const [phrase, text, has] of cases) {
  Deno.test(`hasPhrase() ${has ? "finds" : "doesn't find"} "${phrase}" in "${text}"`, () => {
    assert.equal(hasPhrase(text, splitUnits(phrase)), has);
  });
}
