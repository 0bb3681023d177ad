import { countEdits } from "../../../base/text/compare/count_edits.ts";

/** Shorter texts are the start of too much. */
const SHORTEST_START = 3;

/** Returns the choice that `text` probably means: the only one that starts with it, or one at most two edits and half of it away. */
export function findNearestMatch(text: string, choices: Iterable<string>): string | undefined {
  const lower = text.toLowerCase();
  const all = [...choices];
  const [longer, ...others] = all.filter((choice) => choice.startsWith(lower));
  if (longer !== undefined && others.length === 0 && lower.length >= SHORTEST_START) return longer;
  const ranked = all.map((choice) => ({ choice, distance: countEdits(lower, choice) }));
  const [best] = ranked.sort((one, other) => one.distance - other.distance);
  return best && best.distance <= 2 && best.distance * 2 <= text.length ? best.choice : undefined;
}
