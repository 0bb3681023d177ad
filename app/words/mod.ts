/** The words of the user interface, by language. */

import { deFailures } from "./de/failures/mod.ts";
import { deFirst } from "./de/mod.ts";
import { deSecond } from "./de/second/mod.ts";
import { enFailures } from "./en/failures/mod.ts";
import { enFirst, type FirstWords } from "./en/mod.ts";
import { enSecond } from "./en/second/mod.ts";

export type { FirstWords };

/** The words that the second part of the page brings. */
export type SecondWords = typeof enSecond & typeof enFailures;

/** The catalogue of a language. */
export type Words = FirstWords & SecondWords;

const en: Words = { ...enFirst, ...enSecond, ...enFailures };
const de: Words = { ...deFirst, ...deSecond, ...deFailures };

/** Returns the catalogue for a language tag; English for languages without one. */
export function getWords(locale: string): Words {
  return locale.toLowerCase().startsWith("de") ? de : en;
}
