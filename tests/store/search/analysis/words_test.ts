import assert from "node:assert/strict";
import {
  extractWords,
  INDEX_LIMITS,
  iterateSegmentedWords,
  iterateWords,
} from "../../../../store/search/analysis/words.ts";
import fc from "../../../fast_check.ts";

const texts: [language: string, text: string, words: string[]][] = [
  ["English", "My card hasn't arrived. Where's MY card?", ["my", "card", "hasn't", "arrived", "where's"]],
  ["German", "Die Straße in München", ["die", "strasse", "in", "munchen"]],
  ["French", "L’été à Besançon", ["l'ete", "a", "besancon"]],
  ["Turkish", "Işık İSTANBUL", ["isik", "istanbul"]],
  ["Greek", "Η οδός μου", ["η", "οδοσ", "μου"]],
  ["Russian", "Ещё нет карты", ["еще", "нет", "карты"]],
  ["Arabic", "أين بِطاقتي؟", ["أين", "بطاقتي"]],
  ["Hebrew", "איפה הַכַּרְטִיס שלי?", ["איפה", "הכרטיס", "שלי"]],
  ["Hindi", "कार्ड नहीं मिला।", ["कार्ड", "नहीं", "मिला"]],
  ["Japanese", "返金をお願いします", ["返金", "を", "お願い", "し", "ます"]],
  ["Chinese", "我的卡还没有到", ["我的", "卡", "还", "没有", "到"]],
  ["Korean", "카드가 아직 안 왔어요.", ["카드가", "아직", "안", "왔어요"]],
  ["Thai", "บัตรของฉันหาย", ["บัตร", "ของ", "ฉัน", "หาย"]],
  ["emoji", "thanks 🙂👍🏽 👨‍👩‍👧", ["thanks"]],
  ["numbers", "1,000.50 € for 2 × A4, v2.0, #1234", ["1,000.50", "for", "2", "a4", "v2.0", "1234"]],
  ["e-mail addresses", "jane.doe@example.com", ["jane", "doe", "example", "com"]],
  ["URLs", "https://example.com/a_b?id=7", ["https", "example", "com", "a_b", "id", "7"]],
  ["rules and blanks", "____ -- ... \n\t", []],
  ["nothing", "", []],
];

for (const [language, text, words] of texts) {
  Deno.test(`extractWords() finds the words of ${language}`, () => {
    assert.deepEqual([...extractWords(text)], words);
  });
}

Deno.test("extractWords() splits ASCII like the segmenter", () => {
  const likely = fc.constantFrom(..."aZ09_'.,;:-@/\" \n");
  const ascii = fc.string({ unit: fc.oneof(likely, fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 1 })) });
  fc.assert(
    fc.property(ascii, (text) => {
      const segmented = [...iterateSegmentedWords(text)].filter((word) => !/^_+$/.test(word));
      assert.deepEqual([...iterateWords(text)], segmented.map((word) => word.toLowerCase()));
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("extractWords() returns words that fit into a key for any text", () => {
  const codeUnits = fc.array(fc.nat(0xffff), { maxLength: 200 });
  fc.assert(fc.property(codeUnits, (codeUnits) => {
    for (const word of extractWords(String.fromCharCode(...codeUnits))) {
      assert.ok(word.length >= 1 && word.length <= 64);
      assert.ok(word.isWellFormed());
    }
  }));
});

Deno.test("extractWords() cuts words over 64 UTF-16 code units", () => {
  assert.deepEqual(extractWords("x".repeat(65)), new Set(["x".repeat(64)]));
  assert.deepEqual(extractWords("x" + "𝒳𐐀".repeat(40)).size, 1);
});

Deno.test("extractWords() stops at the limit of words", () => {
  const text = Array.from({ length: INDEX_LIMITS.words + 1 }, (_, index) => `word${index}`).join(" ");
  const words = extractWords(`${text} word0`);
  assert.equal(words.size, INDEX_LIMITS.words);
  assert.ok(words.has("word0") && !words.has(`word${INDEX_LIMITS.words}`));
});

Deno.test("extractWords() stops at the limit of bytes", () => {
  const text = Array.from({ length: 150 }, (_, index) => "ც".repeat(60) + index).join(" ");
  const words = [...extractWords(text)];
  assert.ok(words.length > 100);
  assert.ok(new TextEncoder().encode(words.join("")).length <= INDEX_LIMITS.bytes);
});

Deno.test("iterateWords() keeps order and repetitions", () => {
  assert.deepEqual([...iterateWords("To be, or not to be")], ["to", "be", "or", "not", "to", "be"]);
});
