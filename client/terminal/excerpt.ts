/** How much of a text is shown at first: what most people read, and what fits on most screens. */
const LONGEST = 600;
const MOST_LINES = 12;

/** The beginning of a text, and whether there is more. */
export interface Excerpt {
  text: string;
  whole: boolean;
}

/**
 * Takes the beginning of a text; how much is missing stands at its end.
 *
 * @param scale How many times as much as usual is taken.
 */
export function excerptOf(text: string, scale = 1): Excerpt {
  const lines = text.split("\n");
  const beginning = lines.slice(0, MOST_LINES * scale).join("\n").slice(0, LONGEST * scale);
  const missing = text.length - beginning.length;
  if (missing === 0) return { text, whole: true };
  return { text: `${beginning}… (${missing.toLocaleString("en")} more characters)`, whole: false };
}
