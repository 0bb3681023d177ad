import { countEdits } from "../../../base/text/count_edits.ts";

/** Returns the choice that `text` probably means: at most two edits away, and at most half of its letters. */
export function findNearestMatch(text: string, choices: Iterable<string>): string | undefined {
  const ranked = [...choices].map((choice) => ({ choice, distance: countEdits(text.toLowerCase(), choice) }));
  const [best] = ranked.sort((one, other) => one.distance - other.distance);
  return best && best.distance <= 2 && best.distance * 2 <= text.length ? best.choice : undefined;
}
