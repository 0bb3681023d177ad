import assert from "node:assert/strict";
import { analyzeText, type Language, WordFinder } from "../../../../store/search/analysis/mod.ts";
import fc from "../../../fast_check.ts";

const PIECES = [
  "Cards",
  "e-mail",
  "log-in-page",
  "don't",
  "O'Brien's",
  "v2.10.3",
  "snake_case",
  "Überweisung",
  "nicht",
  "que",
  "l'argent",
  "信用卡付款",
  "カード",
  "환불은",
  "คืนเงิน",
  "возврат",
  "الدفع",
  "🎉",
  "\u00ad",
];

Deno.test("WordFinder finds words where analyzeText() has tokens with their forms", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 30 }),
      fc.array(fc.nat(200), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(" ", "\n", ", "),
      async (pieces, wanted, space) => {
        const text = pieces.join(space);
        const { tokens } = await analyzeText(text);
        const forms = tokens.flatMap(({ forms }) => forms);
        const words = wanted.map((index) => new Set([forms[index % forms.length] ?? "none"]));
        const [found] = await new WordFinder(words).find([text]);
        const expected = tokens.map(({ forms, start, end }) => ({
          words: [...words.keys()].filter((word) => forms.some((form) => words[word]!.has(form))),
          start,
          end,
        }));
        const sorted = found!.map((token) => ({ ...token, words: token.words.toSorted((one, other) => one - other) }));
        assert.deepEqual(sorted, expected.filter((token) => token.words.length > 0));
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("WordFinder reads the parts of a text in their common language, or in the one it is given", async () => {
  const { tokens } = await analyzeText("Überweisungen habe ich hier");
  const finder = new WordFinder([new Set(tokens[0]!.forms)]);
  const find = async (known?: Language) =>
    (await finder.find(["Überweisungen", "habe ich hier"], known)).map(({ length }) => length);
  assert.deepEqual(await find(), [1, 0]);
  assert.deepEqual(await find("en"), [0, 0]);
  assert.deepEqual(await find("de"), [1, 0]);
});
