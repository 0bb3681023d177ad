/** The largest table for the comparison of two texts, in cells. */
const MAX_CELLS = 4_000_000;

/**
 * Lists the lines that differ between two texts: `- ` before a removed line, `+ ` before an added one. Unchanged lines are
 * left out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { diffLines } from "./diff_lines.ts";
 *
 * assert.deepEqual(diffLines("a\nb\nc\n", "a\nx\nc\n"), ["- b", "+ x"]);
 * ```
 */
export function diffLines(before: string, after: string): string[] {
  const [old, now] = [toLines(before), toLines(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  return compare(old.slice(start, old.length - end), now.slice(start, now.length - end));
}

function toLines(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Walks along a longest common subsequence. */
function compare(old: readonly string[], now: readonly string[]): string[] {
  const lengths = old.length * now.length <= MAX_CELLS ? measureCommon(old, now) : [];
  const changes: string[] = [];
  let [left, right] = [0, 0];
  while (left < old.length || right < now.length) {
    if (left < old.length && old[left] === now[right] && lengths.length > 0) [left, right] = [left + 1, right + 1];
    else if (left < old.length && (right === now.length || isLonger(lengths, left, right))) {
      changes.push(`- ${old[left++]}`);
    } else changes.push(`+ ${now[right++]}`);
  }
  return changes;
}

/** Checks if the rest has more lines in common without the old line. Old lines come first otherwise. */
function isLonger(lengths: readonly Uint32Array[], left: number, right: number): boolean {
  if (lengths.length === 0) return true;
  return lengths[left + 1]![right]! >= lengths[left]![right + 1]!;
}

/** Returns the number of common lines after each pair of positions. */
function measureCommon(old: readonly string[], now: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let left = old.length - 1; left >= 0; left--) {
    const [row, next] = [lengths[left]!, lengths[left + 1]!];
    for (let right = now.length - 1; right >= 0; right--) {
      row[right] = old[left] === now[right] ? next[right + 1]! + 1 : Math.max(next[right]!, row[right + 1]!);
    }
  }
  return lengths;
}
