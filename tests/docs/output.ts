/** Comparison of what a command printed with what its guide shows. */

/** Parts that differ from run to run, and what stands for them in a comparison. */
const VARIABLE: readonly [RegExp, string][] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "TIME"],
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID"],
  [/\b\d+(\.\d+)? (ms|s)\b/g, "DURATION"],
  [/[ \t]+$/gm, ""],
];

/**
 * Compares an output with the one in a guide.
 *
 * In the guide `…` stands for any text within a line, and a line of `…` alone for any number of lines. Times, durations
 * and random identifiers may differ.
 */
export function matchesOutput(printed: string, shown: string): boolean {
  const pattern = normalize(shown).split("\n").map((line) =>
    line === "…" ? "(?:.*\n)*" : `${line.split("…").map(RegExp.escape).join(".*")}\n`
  );
  return new RegExp(`^${pattern.join("")}$`).test(`${normalize(printed)}\n`);
}

/** Replaces what differs from run to run. */
function normalize(text: string): string {
  return VARIABLE.reduce((normalized, [part, name]) => normalized.replaceAll(part, name), text.trim());
}
