/** The length of an excerpt in UTF-16 code units, and in lines: enough for most texts, and small enough for most screens. */
const MAX_LENGTH = 600;
const MAX_LINES = 12;

/** The start of a text. */
export interface Excerpt {
  text: string;
  isComplete: boolean;
}

/**
 * Takes an excerpt of a text. If anything is missing, the excerpt ends with the number of characters left out.
 *
 * @param scale Multiplies the length of the excerpt.
 */
export function toExcerpt(text: string, scale = 1): Excerpt {
  const lines = text.split("\n");
  const beginning = lines.slice(0, MAX_LINES * scale).join("\n").slice(0, MAX_LENGTH * scale);
  const missing = text.length - beginning.length;
  if (missing === 0) return { text, isComplete: true };
  return { text: `${beginning}… (${missing.toLocaleString("en")} more characters)`, isComplete: false };
}
