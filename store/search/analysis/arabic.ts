/** Arabic: letters with several forms, and the article, which is written together with its noun. */

/** Forms of alef, ya and ta marbuta that people use interchangeably. */
const FORMS: readonly (readonly [RegExp, string])[] = [[/[آأإٱ]/g, "ا"], [/ى/g, "ي"], [/ة/g, "ه"]];

/** The article, alone or after a preposition or "and". */
const ARTICLE = /^(?:[وفبك]?ال|لل)(?=\p{L}{2})/u;

/** Unifies letters and removes the article: "البطاقة" and "بطاقه" become the same word. */
export function normalizeArabic(word: string): string {
  return FORMS.reduce((text, [form, letter]) => text.replace(form, letter), word).replace(ARTICLE, "");
}
