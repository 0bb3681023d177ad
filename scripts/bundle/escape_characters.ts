/** Writes JavaScript in ASCII. */

/** Characters whose escape would mean something else: in a template that keeps escapes, or after a backslash. */
const NO_PLACE = /\bString\.raw`[^`]*\P{ASCII}|(?<!\\)(?:\\\\)*\\\P{ASCII}/u;

/**
 * Replaces the characters of a module that are not ASCII by escapes. With one of them, V8 copies the module into its heap,
 * with two bytes for each character.
 *
 * @throws {Error} If one of them is where an escape would have another meaning.
 */
export function escapeCharacters(module: string): string {
  const wrong = NO_PLACE.exec(module);
  if (wrong !== null) throw new Error(`Write an escape for the last character of ${wrong[0].slice(-40)}`);
  return module.replace(/\P{ASCII}/gu, (character) => character.split("").map(toEscape).join(""));
}

/** @param unit A UTF-16 code unit. */
function toEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
