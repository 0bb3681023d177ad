import { countEdits } from "../../../base/text/count_edits.ts";

/** Shorter texts are the start of too much. */
const SHORTEST_START = 3;

/** Returns the choice that `text` probably means: the one that starts with it, or at most two edits and half of it away. */
export function findNearestMatch(text: string, choices: Iterable<string>): string | undefined {
  const lower = text.toLowerCase();
  const ranked = [...choices].map((choice) => ({ choice, distance: countEdits(lower, choice) }));
  const [best] = ranked.sort((one, other) => one.distance - other.distance);
  if (best && best.distance <= 2 && best.distance * 2 <= text.length) return best.choice;
  const [longer, ...others] = ranked.filter(({ choice }) => choice.startsWith(lower));
  return others.length === 0 && lower.length >= SHORTEST_START ? longer?.choice : undefined;
}
