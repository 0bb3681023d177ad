/** Joins the parts of a sentence: `a`, `a and b`, `a, b and c`. */
export function formatList(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
