/** Everything that cards share. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Surroundings } from "../../bridges/bridge.ts";
import type { Card, CardTarget } from "../../desk/mod.ts";
import type { Later } from "../../later/mod.ts";
import { usePage } from "../../parts/page.ts";
import { type CardWords, getCardWords } from "../../words/cards/mod.ts";

export interface CardPlace {
  card: Card;
  /** The second part of the page, which has the words for failures. */
  later: Later<{ explainFailure(error: unknown, locale: string): string }>;
  surroundings: { readonly value: Surroundings };
  /** Shows the whole desk at a place, where the host has room for it. */
  expand?: (target: CardTarget) => void;
  /** Writes into the conversation, where the host has one. */
  ask?: (text: string) => void;
}

export const CardContext = createContext<CardPlace | null>(null);

/** The card, its place, and the words. */
export function useCard() {
  const place = useContext(CardContext)!;
  const page = usePage();
  const cardWords: CardWords = getCardWords(page.locale);
  return { ...page, ...place, cardWords };
}
