/** The words, the language and the time, which every view needs, those of cards too. */

import type { ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Words } from "../words/mod.ts";

export interface PageState {
  readonly words: ReadonlySignal<Words>;
  /** A language tag. */
  readonly locale: ReadonlySignal<string>;
  /** The time that relative times are compared with, in milliseconds since the epoch. */
  readonly now: ReadonlySignal<number>;
}

export const PageContext = createContext<PageState | null>(null);

/** The words in the person's language, and the clock. */
export function usePage(): { words: Words; locale: string; now: ReadonlySignal<number> } {
  const { words, locale, now } = useContext(PageContext)!;
  return { words: words.value, locale: locale.value, now };
}
