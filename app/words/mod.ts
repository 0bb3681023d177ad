/** The words of the user interface, by language. */

import { de } from "./de.ts";
import { en, type Words } from "./en.ts";

export type { Words };

/** Returns the catalogue for a language tag; English for languages without one. */
export function getWords(locale: string): Words {
  return locale.toLowerCase().startsWith("de") ? de : en;
}
