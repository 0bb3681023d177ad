/** How much of a text is shown at first: what most people read, and what fits on most screens. */
const MAX_LENGTH = 600;
const MAX_LINES = 12;

/** The beginning of a text, and whether there is more. */
export interface Excerpt {
  text: string;
  isComplete: boolean;
}

/**
 * Takes the beginning of a text; how much is missing stands at its end.
 *
 * @param scale How many times as much as usual is taken.
 */
export function toExcerpt(text: string, scale = 1): Excerpt {
  const lines = text.split("\n");
  const beginning = lines.slice(0, MAX_LINES * scale).join("\n").slice(0, MAX_LENGTH * scale);
  const missing = text.length - beginning.length;
  if (missing === 0) return { text, isComplete: true };
  return { text: `${beginning}… (${missing.toLocaleString("en")} more characters)`, isComplete: false };
}
