/**
 * Other forms of a word that a query also looks for, where the index has no common form for them. They are few, and hardly ever
 * another word.
 */

import { canBeIn, type Language, listArabicSpellings, listVerbForms, removeParticle } from "./languages/mod.ts";
import { fold } from "./fold.ts";
import { getIndexedForms } from "./word_forms.ts";

/** Endings of words, and what they become in other forms, in words of at least this length. The first that fits counts. */
const ENDINGS: Readonly<
  Record<Language, readonly (readonly [ending: string, others: readonly string[], least: number])[]>
> = {
  pt: [
    ["ões", ["ão"], 4],
    ["ães", ["ão"], 4],
    ["ãos", ["ão"], 4],
    ["oes", ["ao"], 5],
    ["ão", ["ões", "ães", "ãos"], 4],
    ["ao", ["oes"], 5],
    ["ns", ["m"], 4],
    ["m", ["ns"], 4],
    ["ais", ["al"], 5],
    ["al", ["ais"], 5],
    ["éis", ["el"], 5],
    ["eis", ["el"], 5],
    ["el", ["éis", "eis"], 5],
    ["óis", ["ol"], 5],
    ["ois", ["ol"], 5],
    ["ol", ["óis", "ois"], 5],
  ],
  // "Password" and "the password". The stemmer leaves the article of neuter nouns. The opposite would turn English words
  // into others (market, wallet), as an article after "ck" would (ticket, packet).
  sv: [
    ["ck", [], 4],
    ["e", ["et"], 5],
    ["o", ["ot"], 4],
    ["", ["et"], 4],
  ],
  ar: [
    ["ات", ["ة"], 5],
    ["ة", ["ات"], 4],
    ["ه", ["ات"], 4],
  ],
};

/** Hebrew particles that are written together with the next word: "the", "and", "in", "to", "from", "that", "as". */
const HEBREW_PREFIXES = ["ה", "ו", "ב", "ל", "מ", "ש", "כ", "וה", "מה", "שה"];
/** Shorter words with a prefix are too often other words. */
const HEBREW_WORD = /^[\u05d0-\u05ea]{4,}$/;
/** The article. Without it, at least four letters stay. The other particles are the first letters of too many words. */
const HEBREW_ARTICLE = /^[ושמ]?ה(?=.{4})/;

const HANGUL = /^\p{Script=Hangul}{2,40}$/u;

/** Lists other forms of a word of a query, as the index has them. */
export function listOtherForms(word: string, languages: readonly Language[]): string[] {
  const lower = word.normalize("NFC").toLowerCase();
  const folded = fold(lower);
  if (HEBREW_WORD.test(folded)) return listHebrewForms(folded);
  if (HANGUL.test(folded)) return listVerbForms(removeParticle(folded));
  const spellings = listArabicSpellings(lower);
  return languages.flatMap((language) => {
    const endings = [lower, ...spellings].flatMap((word) => changeEnding(word, language));
    return [...spellings, ...endings].flatMap((other) => getIndexedForms(other, language));
  });
}

/** Lists a Hebrew word without its article, and with particles. */
function listHebrewForms(word: string): string[] {
  const noun = word.replace(HEBREW_ARTICLE, "");
  return [noun, ...HEBREW_PREFIXES.map((prefix) => prefix + noun)];
}

/** Lists other forms of a word in lower case that have another ending. */
function changeEnding(word: string, language: Language): string[] {
  if (/\d/.test(word) || !canBeIn(word, language)) return [];
  for (const [ending, others, least] of ENDINGS[language] ?? []) {
    if (word.length < least || !word.endsWith(ending)) continue;
    return others.map((other) => word.slice(0, word.length - ending.length) + other);
  }
  return [];
}
