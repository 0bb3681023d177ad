/** Returns the choice that `text` probably means: at most two edits away, and at most half of its letters. */
export function findNearestMatch(text: string, choices: Iterable<string>): string | undefined {
  const ranked = [...choices].map((choice) => ({ choice, distance: getEditDistance(text.toLowerCase(), choice) }));
  const [best] = ranked.sort((one, other) => one.distance - other.distance);
  return best && best.distance <= 2 && best.distance * 2 <= text.length ? best.choice : undefined;
}

/** Computes the Levenshtein distance. */
function getEditDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [above, letter] of [...one].entries()) {
    const next = [above + 1];
    for (const [left, otherLetter] of [...other].entries()) {
      next.push(Math.min(next[left]! + 1, row[left + 1]! + 1, row[left]! + (letter === otherLetter ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length]!;
}
