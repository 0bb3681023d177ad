/** The words of the user interface, by language. */

import { type CardWords, getCardWords } from "./card_words.ts";
import { deFirst } from "./de/mod.ts";
import { deSecond } from "./de/second/mod.ts";
import { enFirst, type FirstWords } from "./en/mod.ts";
import { enSecond, type SecondWords } from "./en/second/mod.ts";

export { type CardWords, type FirstWords, getCardWords, type SecondWords };

/** The catalogue of a language. */
export type Words = FirstWords & SecondWords;

const [en, de]: [Words, Words] = [{ ...enFirst, ...enSecond }, { ...deFirst, ...deSecond }];

/** Returns the catalogue for a language tag; English for languages without one. */
export function getWords(locale: string): Words {
  return locale.toLowerCase().startsWith("de") ? de : en;
}
