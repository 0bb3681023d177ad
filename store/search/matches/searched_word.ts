import { terms } from "../analysis/mod.ts";
import { getItemWeight, type ScoredItem } from "../rank/mod.ts";
import type { SearchedWord } from "./excerpt.ts";

const PREFIX = terms.word("");

/**
 * Converts an item of a query. Its parts count together.
 *
 * @param tickets The number of all tickets.
 */
export function toSearchedWord({ item, count }: ScoredItem, tickets: number): SearchedWord {
  const forms = [...item.positions.flat(), ...item.spellings.flat(2)].filter((term) => term.startsWith(PREFIX)).map((
    term,
  ) => term.slice(PREFIX.length));
  return { forms: new Set(forms), weight: getItemWeight({ item, count }, tickets) };
}
