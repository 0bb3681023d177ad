import assert from "node:assert/strict";
import { fold } from "../../../../store/search/analysis/fold.ts";
import fc from "../../../fast_check.ts";

const equal: [what: string, ...texts: string[]][] = [
  ["case", "Refund", "REFUND", "refund"],
  ["accents", "Café", "cafe\u0301", "CAFE"],
  ["sharp s", "Straße", "STRAẞE", "STRASSE", "strasse"],
  ["umlauts", "Müller", "Muller"],
  ["dotted and dotless i", "IŞIK", "ışık", "isik", "İşik"],
  ["strokes and ligatures", "Łódź", "lodz"],
  ["strokes and ligatures", "Sørensen", "SORENSEN"],
  ["strokes and ligatures", "Œuvre", "oeuvre"],
  ["final sigma", "ΟΔΌΣ", "οδός", "οδοσ"],
  ["Cyrillic yo", "Ещё", "еще"],
  ["Hebrew points", "כַּרְטִיס", "כרטיס"],
  ["Arabic vowel signs and tatweel", "بِطَاقَة", "بطاقة", "بطـاقة"],
  ["zero-width joiners", "می\u200cخواهم", "میخواهم"],
  ["soft hyphens", "re\u00adfund", "refund"],
  ["full and half width", "ＡＢＣ１", "abc1"],
  ["full and half width", "ｶｰﾄﾞ", "カード"],
  ["apostrophes", "can’t", "can't"],
  ["ligatures", "ﬁle", "file"],
  ["Hangul syllables and their letters", "카드", "카드".normalize("NFD")],
];

for (const [what, first, ...others] of equal) {
  Deno.test(`fold() makes ${what} equal: ${first}`, () => {
    for (const other of others) assert.equal(fold(other), fold(first!));
  });
}

const different: [what: string, one: string, another: string][] = [
  ["vowel signs of Devanagari", "की", "का"],
  ["voicing marks of kana", "が", "か"],
  ["vowels and tones of Thai", "น้ำ", "นา"],
  ["letters of Arabic with their own hamza", "سأل", "سال"],
  ["words", "refund", "refunds"],
];

for (const [what, one, another] of different) {
  Deno.test(`fold() keeps ${what} apart`, () => assert.notEqual(fold(one), fold(another)));
}

Deno.test("fold() is idempotent for every character of the basic plane", () => {
  for (let code = 0; code <= 0xffff; code++) {
    const text = `a${String.fromCharCode(code)}`;
    assert.equal(fold(fold(text)), fold(text), code.toString(16));
  }
});

Deno.test("fold() treats canonical forms of a text the same", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    assert.equal(fold(text.normalize("NFD")), fold(text.normalize("NFC")));
  }));
});
