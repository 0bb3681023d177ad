/** Languages: which one a text is in, and its function words. */

import { memoize } from "../../../../base/values/memoize.ts";
import { STOP_WORDS } from "./stop_words.ts";

/** A language with a stemmer, by its code (ISO 639-1). */
export type Language = string;

/** The language of texts that do not show theirs. */
export const DEFAULT_LANGUAGE: Language = "en";

/** The lead in function words that another language needs over the default one. */
const LEAD = 1.5;

/** The languages of each function word. Servers that only read tickets never need them. */
const getLanguagesByWord = memoize(() => {
  const languagesByWord = new Map<string, Language[]>();
  for (const [language, words] of Object.entries(STOP_WORDS)) {
    for (const word of words.split(" ")) {
      const languages = languagesByWord.get(word);
      if (languages === undefined) languagesByWord.set(word, [language]);
      else languages.push(language);
    }
  }
  return languagesByWord;
});

/** Reports whether a folded word is a function word of a language. */
export function isStopWord(word: string, language: Language): boolean {
  return getFunctionWordLanguages(word).includes(language);
}

/** Reports whether a language is written in the script of a word. */
export function canBeIn(word: string, language: Language): boolean {
  return getScript(word.codePointAt(0) ?? 0) === SCRIPTS[language];
}

/** A folded word, and the languages in which it is a function word. */
export interface DetectedWord {
  readonly plain: string;
  readonly functionWordIn: readonly Language[];
}

const NO_LANGUAGES: readonly Language[] = [];

/** Returns the languages in which a folded word is a function word. */
export function getFunctionWordLanguages(word: string): readonly Language[] {
  return getLanguagesByWord().get(word) ?? NO_LANGUAGES;
}

/** The function words of each language in the present text; 0 between texts. An object is faster than a map here. */
const counts: Record<Language, number> = Object.fromEntries(Object.keys(STOP_WORDS).map((language) => [language, 0]));

/** Detects the language of a text by its function words. */
export function detectLanguage(words: readonly DetectedWord[]): Language {
  const present: Language[] = [];
  for (const { functionWordIn } of words) {
    for (const language of functionWordIn) if (counts[language]!++ === 0) present.push(language);
  }
  if (present.length === 0) return getScriptLanguage(words.map(({ plain }) => plain));
  const least = LEAD * counts[DEFAULT_LANGUAGE]!;
  let [best, most] = [DEFAULT_LANGUAGE, 0];
  for (const language of present) {
    if (counts[language]! > most) [best, most] = [language, counts[language]!];
    counts[language] = 0;
  }
  // English texts have names and single letters that are function words elsewhere.
  return most > least ? best : DEFAULT_LANGUAGE;
}

/** Returns the first language of the script in which most words are. */
function getScriptLanguage(words: readonly string[]): Language {
  const other = words.find((word) => getScript(word.codePointAt(0) ?? 0) !== "Latin");
  if (other === undefined) return DEFAULT_LANGUAGE;
  const script = getScript(other.codePointAt(0) ?? 0);
  return Object.keys(SCRIPTS).find((language) => SCRIPTS[language] === script) ?? DEFAULT_LANGUAGE;
}

/** The scripts that are not Latin. */
const SCRIPTS: Readonly<Record<Language, string>> = Object.fromEntries(
  Object.keys(STOP_WORDS).map((language) => [
    language,
    ({ ru: "Cyrillic", uk: "Cyrillic", bg: "Cyrillic", el: "Greek", ar: "Arabic" })[language] ?? "Latin",
  ]),
);

function getScript(code: number): string {
  if (code >= 0x370 && code < 0x400) return "Greek";
  if (code >= 0x400 && code < 0x530) return "Cyrillic";
  if (code >= 0x600 && code < 0x780) return "Arabic";
  return code < 0x250 || (code >= 0x1e00 && code < 0x1f00) ? "Latin" : "other";
}
