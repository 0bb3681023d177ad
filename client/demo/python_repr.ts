/** Simple escapes of Python's `repr()`; every other control character gets a numeric one. */
const NAMED_ESCAPES = new Map([["\\", "\\\\"], ["\n", "\\n"], ["\r", "\\r"], ["\t", "\\t"]]);

/** Characters that `str.isprintable()` rejects: the Unicode categories "Other" and "Separator" except the space. */
const UNPRINTABLE = /^(?! )[\p{C}\p{Z}]$/u;

/**
 * Writes a text as Python's `repr()` does: in single quotes, or in double ones where that saves escapes.
 *
 * @param text Any text; lone surrogates are escaped too.
 * @returns A Python string literal of that text.
 */
export function toPythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + Array.from(text, (character) => escapeCharacter(character, quote)).join("") + quote;
}

function escapeCharacter(character: string, quote: string): string {
  if (character === quote) return "\\" + quote;
  const named = NAMED_ESCAPES.get(character);
  if (named !== undefined) return named;
  return UNPRINTABLE.test(character) ? toNumericEscape(character.codePointAt(0)!) : character;
}

function toNumericEscape(codePoint: number): string {
  const digits = codePoint.toString(16);
  if (codePoint <= 0xff) return "\\x" + digits.padStart(2, "0");
  if (codePoint <= 0xffff) return "\\u" + digits.padStart(4, "0");
  return "\\U" + digits.padStart(8, "0");
}
