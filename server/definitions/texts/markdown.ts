/** Words of others inside a Markdown document (CommonMark), which can't become part of its structure. */

/**
 * A fenced block (CommonMark, section 4.5) whose fence is longer than any in the text.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { fenced } from "./markdown.ts";
 *
 * assert.match(fenced("# Hi"), /^`{3}text\n# Hi\n`{3}$/);
 * ```
 */
export function toFencedBlock(text: string): string {
  const fence = "`".repeat(Math.max(3, getLongestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

/**
 * A code span (CommonMark, section 6.1) on one line.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { codeSpan } from "./markdown.ts";
 *
 * assert.equal(codeSpan("a`b"), "`` a`b ``");
 * ```
 */
export function toCodeSpan(text: string): string {
  const line = text.replace(/\s+/g, " ").trim() || "(empty)";
  const ticks = "`".repeat(getLongestRun(line) + 1);
  return ticks === "`" ? `\`${line}\`` : `${ticks} ${line} ${ticks}`;
}

/** The length of the longest run of backticks. */
function getLongestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
