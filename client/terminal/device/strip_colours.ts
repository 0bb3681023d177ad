/** A sequence that selects how text looks (ECMA-48, 8.3.117 "SGR"), with its parameters. */
// deno-lint-ignore no-control-regex -- the sequences begin with a control character
const LOOKS = /\x1b\[([\d;]*)m/g;
/** Of the parameters, those that select colours; 38 and 48 have their own parameters behind them. */
const COLOUR = /(?<=^|;)(?:[34]8;(?:5;\d+|2;\d+;\d+;\d+)|[34][0-79]|(?:9|10)[0-7])(?=;|$)/g;

/**
 * Takes the colours out of a text for a terminal, and leaves what else it says about its looks (https://no-color.org).
 *
 * @param text With escape sequences.
 */
export function stripColours(text: string): string {
  return text.replaceAll(LOOKS, (sequence, parameters: string) => {
    const others = parameters.replaceAll(COLOUR, "").split(";").filter((parameter) => parameter !== "");
    if (parameters === "" || parameters === others.join(";")) return sequence;
    return others.length === 0 ? "" : `\x1b[${others.join(";")}m`;
  });
}
