/** The words of the user interface, by language. */

import { type CardWords, getCardWords } from "./card_words.ts";
import { de } from "./de/mod.ts";
import { en, type Words } from "./en/mod.ts";

export { type CardWords, getCardWords, type Words };

/** Returns the catalogue for a language tag; English for languages without one. */
export function getWords(locale: string): Words {
  return locale.toLowerCase().startsWith("de") ? de : en;
}
