/** Characters that a reader does not see. */

let invisible: RegExp | undefined;

/**
 * Returns a pattern that matches control characters, interlinear annotations, and characters without a width, which
 * include those that set the direction of text (Unicode Standard Annex 44, "Default_Ignorable_Code_Point"). Joiners and
 * variation selectors do not match where emoji and some scripts need them: directly after the character that they shape.
 * The first text that needs it pays for it.
 */
export function getInvisible(): RegExp {
  return invisible ??=
    /(?![\u200c\u200d\ufe0e\ufe0f](?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{M}\p{sc=Arabic}].))[\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
}
