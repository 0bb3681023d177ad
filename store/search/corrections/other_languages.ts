/** Words of languages that the desk does not have: they are not misspelled. */

import { fold, getFunctionWordLanguages, type Language, terms, toPlainWord } from "../analysis/mod.ts";
import type { WordExpression } from "../query/mod.ts";
import type { OpenIndex } from "./open_index.ts";

/** The letters that languages in Latin script have in addition to a to z. */
const LETTERS: Readonly<Record<Language, string>> = {
  da: "æøåé",
  de: "äöüß",
  es: "áéíóúüñ",
  fi: "äöå",
  fr: "àâæçéèêëîïôœùûüÿ",
  hu: "áéíóöőúüű",
  it: "àèéìíîòóùú",
  nl: "áéèëíïóöüĳ",
  no: "æøåéèêóòô",
  pt: "áâãàçéêíóôõúü",
  ro: "ăâîșşțţ",
  sv: "åäöé",
  tr: "âçğıîöşûü",
};

const LATIN = /\p{Script=Latin}/u;

/** Returns those of the languages that have all letters of a word. English has no other ones. */
export function filterByLetters(languages: readonly Language[], word: string): readonly Language[] {
  const others = [...word.normalize("NFC").toLowerCase()].filter((letter) => letter > "\x7f" && LATIN.test(letter));
  return languages.filter((language) => others.every((letter) => LETTERS[language]?.includes(letter)));
}

/** Reports whether a query has a function word that only languages have which the desk does not have. */
export async function hasOtherFunctionWord(
  { view, words: { languages } }: OpenIndex,
  words: readonly WordExpression[],
): Promise<boolean> {
  const others = words.map(({ text }) => toPlainWord(text)).filter((word) => {
    const own = getFunctionWordLanguages(word);
    return own.length > 0 && !own.some((language) => languages.includes(language));
  });
  // A word that tickets have can be one of their languages too, such as "no".
  const found = await view.readTerms(others.map((word) => terms.word(fold(word))));
  return (await Promise.all(found.map((postings) => postings.readCount()))).includes(0);
}
