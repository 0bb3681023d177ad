/** Marks around words that are data, such as `<customer_words id=k2v0c8qd>…</customer_words k2v0c8qd>`. */

/** Looks for the first character of a tag before it searches for the rest. */
const ANGLE_BRACKET = /[<＜﹤]/;

/** White space, and characters that a reader may not see. */
const UNSEEN = "\\s\\p{Cc}\\p{M}\\p{Default_Ignorable_Code_Point}";
const IGNORED = `[${UNSEEN}]*`;
/** Between the words of a tag. One class, because two in a row would take quadratic time. */
const SEPARATOR = `[${UNSEEN}_＿‗-]+`;

/** Creates the random id of a process's marks. No one who wrote words before knew it, so no words can close their mark. */
export function createMarkId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 32).toString(32)).join("");
}

/** Patterns by tag. They are created when a text needs them: one takes 2 ms, and few texts have angle brackets. */
const patterns = new Map<string, RegExp>();

/** Returns the pattern of opening and closing tags of a mark, and of texts that a model could take for one. */
function getPattern(tag: string): RegExp {
  const known = patterns.get(tag);
  if (known !== undefined) return known;
  const words = tag.split("_").map((word) => [...word].map(matchLetter).join(IGNORED));
  const letters = words.join(SEPARATOR);
  const pattern = new RegExp(`[<＜﹤](?=${IGNORED}(?:[/／⁄∕\\\\]${IGNORED})?${letters})`, "giu");
  patterns.set(tag, pattern);
  return pattern;
}

/** Matches a letter and its full-width form. */
function matchLetter(letter: string): string {
  const wide = String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
  return `[${letter}${wide}]`;
}

/**
 * Changes words that look like the tag of a mark, and replaces the id of the marks.
 *
 * @param tags The names of the tags.
 * @param id The id of the marks. A model may have quoted it in words that the desk keeps.
 */
export function disarmMarks(text: string, tags: readonly string[], id: string): string {
  const words = text.includes(id) ? text.replaceAll(id, "…") : text;
  if (!ANGLE_BRACKET.test(words)) return words;
  return tags.reduce((changed, tag) => changed.replace(getPattern(tag), "‹"), words);
}
