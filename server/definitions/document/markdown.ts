/** Escapes other people's words for a Markdown document (CommonMark), so that they cannot change its structure. */

/**
 * Creates a fenced block (CommonMark, section 4.5). Its fence is longer than any in the text.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toFencedBlock } from "./markdown.ts";
 *
 * assert.match(toFencedBlock("# Hi"), /^`{3}text\n# Hi\n`{3}$/);
 * ```
 */
export function toFencedBlock(text: string): string {
  const fence = "`".repeat(Math.max(3, getLongestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

/**
 * Creates a code span (CommonMark, section 6.1) on one line.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toCodeSpan } from "./markdown.ts";
 *
 * assert.equal(toCodeSpan("a`b"), "`` a`b ``");
 * ```
 */
export function toCodeSpan(text: string): string {
  const line = text.replace(/\s+/g, " ").trim() || "(empty)";
  const ticks = "`".repeat(getLongestRun(line) + 1);
  return ticks === "`" ? `\`${line}\`` : `${ticks} ${line} ${ticks}`;
}

/** Counts the backticks of the longest run. */
function getLongestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
