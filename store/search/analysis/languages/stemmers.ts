/** Stemmers, each loaded when a text in its language is first seen. */

import { DEFAULT_LANGUAGE, type Language } from "./languages.ts";

type Stemmer = (word: string) => string;

const LOADERS: Readonly<Record<Language, () => Promise<{ stemmer: Stemmer }>>> = {
  en: () => import("@orama/stemmers/english"),
  de: () => import("@orama/stemmers/german"),
  fr: () => import("@orama/stemmers/french"),
  es: () => import("@orama/stemmers/spanish"),
  it: () => import("@orama/stemmers/italian"),
  pt: () => import("@orama/stemmers/portuguese"),
  nl: () => import("@orama/stemmers/dutch"),
  sv: () => import("@orama/stemmers/swedish"),
  da: () => import("@orama/stemmers/danish"),
  no: () => import("@orama/stemmers/norwegian"),
  fi: () => import("@orama/stemmers/finnish"),
  hu: () => import("@orama/stemmers/hungarian"),
  ro: () => import("@orama/stemmers/romanian"),
  tr: () => import("@orama/stemmers/turkish"),
  ru: () => import("@orama/stemmers/russian"),
  uk: () => import("@orama/stemmers/ukrainian"),
  bg: () => import("@orama/stemmers/bulgarian"),
  el: () => import("@orama/stemmers/greek"),
  ar: () => import("@orama/stemmers/arabic"),
};

const loaded = new Map<Language, Stemmer>();
const loading = new Map<Language, Promise<void>>();

/** Loads the stemmers of these languages. */
export async function loadStemmers(languages: Iterable<Language>): Promise<void> {
  for (const language of new Set([DEFAULT_LANGUAGE, ...languages])) {
    if (!loaded.has(language)) await load(language);
  }
}

function load(language: Language): Promise<void> {
  const known = loading.get(language);
  if (known !== undefined) return known;
  const promise = LOADERS[language]!().then(({ stemmer }) => {
    loaded.set(language, stemmer);
  });
  loading.set(language, promise);
  return promise;
}

/** Reports whether the stemmer of a language can be used. */
export function hasStemmer(language: Language): boolean {
  return loaded.has(language);
}

/** Returns the stem of a word in lower case. The stemmer must be loaded. */
export function stem(word: string, language: Language): string {
  const stemmer = loaded.get(language);
  if (stemmer === undefined) throw new Error(`The stemmer of "${language}" is not loaded`);
  try {
    return stemmer(word) || word;
  } catch {
    return word; // a word that the stemmer's author did not expect
  }
}
