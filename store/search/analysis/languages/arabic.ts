/** Arabic: letters with several forms, and the article, which is written together with its noun. */

/** Forms of alef, ya and ta marbuta that people use interchangeably. */
const FORMS: readonly (readonly [RegExp, string])[] = [[/[آأإٱ]/g, "ا"], [/ى/g, "ي"], [/ة/g, "ه"]];

/** The article, alone or after a preposition or "and". */
const ARTICLE = /^(?:[وفبك]?ال|لل)(?=\p{L}{2})/u;

/** Unifies letters and removes the article: "البطاقة" and "بطاقه" become the same word. */
export function normalizeArabic(word: string): string {
  return FORMS.reduce((text, [form, letter]) => text.replace(form, letter), word).replace(ARTICLE, "");
}

/** Letters that Persian and Urdu keyboards have in other characters than Arabic ones. */
const YA = ["ي", "ی", "ى"];
const KAF = ["ك", "ک"];

/** Lists the other ways to type a word with the letters ya and kaf: `کارت` is also `كارت`. */
export function listArabicSpellings(word: string): string[] {
  if (!/[يیىكک]/.test(word)) return [];
  const spellings = YA.flatMap((ya) => KAF.map((kaf) => word.replace(/[يیى]/g, ya).replace(/[كک]/g, kaf)));
  return [...new Set(spellings)].filter((spelling) => spelling !== word);
}
