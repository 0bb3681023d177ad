/**
 * Puts a text on one line, and truncates it.
 *
 * @param limit In UTF-16 code units.
 */
export function truncateLine(text: string, limit = 160): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > limit ? line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "") + "…" : line;
}
