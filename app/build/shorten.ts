/** Shortens what the bundler leaves long. */

/** Letters and signs that the bundler escapes. Those that are not visible stay escaped. */
const ESCAPED = /(?<!\\)\\(?:x(B7|[C-F][0-9A-F])|u(20(?:1[3-9A-F]|26|39|3A)|21[0-9A-F]{2}))/g;

/**
 * Gives the children of elements a shorter name: every element has them, and only Preact reads them. The scripts use no
 * `children` of the document. Letters such as `ä` need no escape in a page in UTF-8.
 */
export function shortenScript(script: string): string {
  return script.replaceAll(/\bchildren\b/g, "_c")
    .replaceAll(ESCAPED, (_, two, four) => String.fromCharCode(parseInt(two ?? four, 16)));
}

const VARIABLE = /--[a-z][\w-]*/g;

/**
 * Creates a function that gives the variables of a style sheet shorter names, in style sheets and in scripts.
 *
 * @param sheet The sheet that declares them. It has at most 52.
 */
export function createShortener(sheet: string): (text: string) => string {
  const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const declared = new Set([...sheet.matchAll(/(--[a-z][\w-]*):/g)].map(([, name]) => name!));
  const names = new Map([...declared].map((name, index) => [name, `--${letters[index]!}`]));
  return (text) => text.replaceAll(VARIABLE, (name) => names.get(name) ?? name);
}
