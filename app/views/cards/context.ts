/** Everything that cards share. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Surroundings } from "../../bridges/bridge.ts";
import type { Card, CardTarget } from "../../desk/mod.ts";
import { useDesk } from "../../parts/ui.ts";
import { type CardWords, getCardWords } from "../../words/mod.ts";

export interface CardPlace {
  card: Card;
  surroundings: { readonly value: Surroundings };
  /** Shows the whole desk at a place, where the host has room for it. */
  expand?: (target: CardTarget) => void;
  /** Writes into the conversation, where the host has one. */
  ask?: (text: string) => void;
}

export const CardContext = createContext<CardPlace | null>(null);

/** The card, the desk around it, and the words of both. */
export function useCard() {
  const place = useContext(CardContext)!;
  const desk = useDesk();
  const cardWords: CardWords = getCardWords(desk.locale);
  return { ...desk, ...place, cardWords };
}
