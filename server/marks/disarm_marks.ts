/** Looks for the first character of a tag before it searches for the rest. */
const ANGLE_BRACKET = /[<＜﹤]/;

/** White space, and characters that a reader may not see. */
const IGNORED = "[\\s\\p{Cc}\\p{M}\\p{Default_Ignorable_Code_Point}]*";

/** Opening and closing tags of marks, and texts that a model could take for one. */
const TAGS = ["customer_words", "team_words"].map((tag) => {
  const letters = [...tag].map(matchLetter).join(IGNORED);
  return new RegExp(`[<＜﹤](?=${IGNORED}(?:[/／⁄∕\\\\]${IGNORED})?${letters})`, "giu");
});

/** Matches a letter and its full-width form. */
function matchLetter(letter: string): string {
  const wide = String.fromCharCode(letter.charCodeAt(0) + 0xfee0);
  return letter === "_" ? "[_＿‗\\s-]" : `[${letter}${wide}]`;
}

/**
 * Changes words that look like the tag of a mark, and replaces the id of the marks.
 *
 * @param id The id of this process. A model may have quoted it in words that the desk keeps.
 */
export function disarmMarks(text: string, id: string): string {
  const words = text.includes(id) ? text.replaceAll(id, "…") : text;
  if (!ANGLE_BRACKET.test(words)) return words;
  return TAGS.reduce((changed, tag) => changed.replace(tag, "‹"), words);
}
