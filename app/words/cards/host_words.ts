/** The words of a page in a host, which says the language only when it runs. */

import { deFirst } from "../de/mod.ts";
import { deSecond } from "../de/second/mod.ts";
import { enFirst } from "../en/mod.ts";
import { enSecond } from "../en/second/mod.ts";
import type { Words } from "../mod.ts";

const [en, de] = [{ ...enFirst, ...enSecond } as Words, { ...deFirst, ...deSecond } as Words];

/** Returns the catalogue for a language tag, without the words for failures: the second part brings them. */
export function getHostWords(locale: string): Words {
  return locale.toLowerCase().startsWith("de") ? de : en;
}
