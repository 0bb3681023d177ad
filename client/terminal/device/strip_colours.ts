/** Matches a sequence that selects the style of text (ECMA-48, 8.3.117 "SGR"), and captures its parameters. */
// deno-lint-ignore no-control-regex -- the sequences begin with a control character
const LOOKS = /\x1b\[([\d;]*)m/g;
/** Matches the parameters that select colours; 38 and 48 take further parameters. */
const COLOUR = /(?<=^|;)(?:[34]8;(?:5;\d+|2;\d+;\d+;\d+)|[34][0-79]|(?:9|10)[0-7])(?=;|$)/g;

/**
 * Removes the colours of a terminal text, and keeps its other styles (https://no-color.org).
 *
 * @param text Text with escape sequences.
 */
export function stripColours(text: string): string {
  return text.replaceAll(LOOKS, (sequence, parameters: string) => {
    const others = parameters.replaceAll(COLOUR, "").split(";").filter((parameter) => parameter !== "");
    if (parameters === "" || parameters === others.join(";")) return sequence;
    return others.length === 0 ? "" : `\x1b[${others.join(";")}m`;
  });
}
