import assert from "node:assert/strict";
import { analyzeText, type Token, WordFinder } from "../../../../store/search/analysis/mod.ts";
import {
  cutAround,
  type DensestPart,
  findDensestPart,
  type SearchedWord,
} from "../../../../store/search/matches/excerpt.ts";
import fc from "../../../fast_check.ts";

async function findDensest(text: string, words: readonly SearchedWord[], length: number): Promise<DensestPart | null> {
  const [found] = await new WordFinder(words.map(({ forms }) => forms)).find([text]);
  return findDensestPart(found!, words, length);
}

async function excerpt(text: string, words: readonly string[], length: number): Promise<string | null> {
  const searched = await Promise.all(words.map(async (word) => {
    const { tokens } = await analyzeText(word);
    return { forms: new Set(tokens.flatMap(({ forms }) => forms)), weight: 1 };
  }));
  const part = await findDensest(text, searched, length);
  return part === null ? null : cutAround(text, part, length);
}

const FILLER = "and then nothing of interest happened for a while ".repeat(4);

Deno.test("an excerpt shows the words of the query where they are densest", async () => {
  const text = `A card. ${FILLER}My card was charged twice, and the refund is missing. ${FILLER}`;
  assert.equal(
    await excerpt(text, ["card", "charged", "refund"], 60),
    "… while My card was charged twice, and the refund is …",
  );
});

Deno.test("an excerpt of a short text is the text, and without a word of the query there is none", async () => {
  assert.equal(await excerpt("My cards were charged", ["card"], 60), "My cards were charged");
  assert.equal(await excerpt("My cards were charged", ["refund"], 60), null);
});

Deno.test("an excerpt ends at the borders of words, and shows the start or the end of a text", async () => {
  assert.equal(await excerpt(`refund ${FILLER}`, ["refund"], 40), "refund and then nothing of interest …");
  assert.equal(await excerpt(`${FILLER}refund`, ["refund"], 40), "… interest happened for a while refund");
});

Deno.test("an excerpt is never longer than its limit, and splits no character", async () => {
  const texts = [
    "信用卡付款失败".repeat(60),
    "🎉".repeat(30) + " refund " + "🎉".repeat(80),
    "é".repeat(500),
    `${FILLER}card`,
  ];
  for (const text of texts) {
    for (let length = 20; length <= 160; length += 7) {
      const { tokens } = await analyzeText(text);
      const words = [{ forms: new Set(tokens.flatMap(({ forms }) => forms).slice(-3)), weight: 1 }];
      const cut = cutAround(text, (await findDensest(text, words, length))!, length);
      assert.ok(cut.length <= length, `${cut.length} of ${length}: ${cut}`);
      assert.ok(cut.isWellFormed());
      assert.doesNotMatch(cut, /^(?:… )?\p{M}/u);
    }
  }
});

Deno.test("findDensestPart() finds what comparing all parts finds", async () => {
  const pieces = [
    "card",
    "Cards",
    "snake_case",
    "v2.10.3",
    "refund",
    "filler",
    "and",
    "カード返金",
    "192.168.1.7",
    "\n",
    ", ",
  ];
  const wanted = [["card", 1], ["refund", 2], ["snake", 0.5], ["2", 0.25], ["返金", 3]] as const;
  const words = wanted.map(([form, weight]) => ({ forms: new Set([form]), weight }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...pieces), { maxLength: 60 }),
      fc.integer({ min: 1, max: 80 }),
      async (texts, length) => {
        const text = texts.join(" ");
        const { tokens } = await analyzeText(text);
        assert.deepEqual(await findDensest(text, words, length), compareParts(tokens, words, length));
      },
    ),
    { numRuns: 300 },
  );
});

/** Compares the parts from each word of the query on. */
function compareParts(tokens: readonly Token[], words: readonly SearchedWord[], length: number): DensestPart | null {
  const found = tokens.filter(({ forms }) => words.some((word) => forms.some((form) => word.forms.has(form))));
  let best: DensestPart | null = null;
  for (const [first, { start }] of found.entries()) {
    const tooFar = found.findIndex(({ end }, index) => index > first && end - start > length);
    const part = found.slice(first, tooFar === -1 ? found.length : tooFar);
    const counts = words.map((word) => part.filter(({ forms }) => forms.some((form) => word.forms.has(form))).length);
    const weights = words.map(({ weight }, index) =>
      counts[index] === 0 ? 0 : weight * (1 + 0.05 * (counts[index]! - 1))
    );
    const score = weights.reduce((sum, weight) => sum + weight, 0);
    if (score > (best?.score ?? 0)) best = { start, end: part.at(-1)!.end, score };
  }
  return best;
}
