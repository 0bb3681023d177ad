/**
 * Truncates a long text and says so at its end.
 *
 * @param limit The maximum length in UTF-16 code units, at least 1.
 * @param hint How to get the full text.
 */
export function truncate(text: string, limit: number, hint: string): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "");
  return `${kept}… [truncated: ${kept.length} of ${text.length} characters; ${hint}]`;
}
