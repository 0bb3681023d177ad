/** Text from outside, as a person sees it. */

/** Characters without a width, and those that set the order of others, besides joiners, marks of direction and flags. */
const INVISIBLE =
  /(?![\u061c\u200c-\u200f\ufe0e\ufe0f]|(?<=\u{1f3f4}[\u{e0020}-\u{e007e}]{0,6})[\u{e0020}-\u{e007f}])[\p{DI}\ufff9-\ufffb]/gu;

/** Removes characters that would let a link look like another one, or hide words (Unicode Technical Report 36). */
export function removeInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, "");
}
