/**
 * Keeps the flags of an earlier entry that a new one does not set: `--db`, for example, and what people have added. A store
 * replaces a demo desk in memory.
 *
 * @param earlier All arguments of the earlier entry.
 * @param added All arguments of the new one.
 */
export function mergeFlags(earlier: readonly string[], added: readonly string[]): string[] {
  const start = added.findIndex((word, index) => word.startsWith("--") && index > added.indexOf("serve"));
  const flags = start === -1 ? [] : added.slice(start);
  const names = new Set(flags.map(getName));
  if (names.has("--db") && !earlier.some((word) => getName(word) === "--db")) names.add("--demo");
  const kept = groupFlags(earlier.slice(earlier.indexOf("serve") + 1)).filter(([flag]) => !names.has(getName(flag!)));
  return [...start === -1 ? added : added.slice(0, start), ...kept.flat(), ...flags];
}

function getName(word: string): string | undefined {
  return /^--[^=]+/.exec(word)?.[0];
}

/** Splits words into flags with their values. Words before the first flag are left out. */
function groupFlags(words: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (const word of words) {
    if (word.startsWith("--")) groups.push([word]);
    else groups.at(-1)?.push(word);
  }
  return groups;
}
