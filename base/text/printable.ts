import { getInvisible } from "./invisible.ts";

let hidden: RegExp | undefined;

/**
 * Returns the pattern of invisible characters except line feed, tab and the carriage return of a CRLF; and of the separators
 * of lines and paragraphs.
 */
function getHidden(): RegExp {
  return hidden ??= new RegExp(`\\r(?!\\n)|(?![\\n\\t\\r])${getInvisible().source}|[\\u2028\\u2029]`, "gu");
}

/** Texts without such characters, which most are: those of common scripts, without emoji. */
const PLAIN = /^[\n\t\x20-\x7e\xa0-\xac\xae-\u034e\u0350-\u0600\u2010-\u2027\u2030-\u205f\u3000-\u3163\u3165-\ud7ff]*$/;

/**
 * Makes untrusted text safe to print. Characters that could move the cursor, overwrite earlier output, reorder letters or
 * hide words become visible escapes (Unicode Technical Report 36, "Bidirectional text spoofing").
 *
 * @param text One or more lines.
 */
export function toPrintable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replaceAll(getHidden(), (character) => {
    const code = character.codePointAt(0)!.toString(16);
    if (code.length > 4) return `\\u{${code}}`;
    return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
  });
}

/** Makes untrusted text safe to print on one line. Line feeds and tabs become spaces. */
export function toPrintableLine(text: string): string {
  return toPrintable(text).split(/[\r\n\t]+/).map((part) => part.trim()).filter((part) => part !== "").join(" ");
}

/**
 * Formats a value as JSON in which such characters are escaped. A program reads the same value, and it is safe to print.
 *
 * @param indent The number of spaces per level; 0 for a single line.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toPrintableJson } from "./printable.ts";
 *
 * assert.equal(toPrintableJson({ name: "Ana\u200b" }, 0), '{"name":"Ana\\u200b"}');
 * ```
 */
export function toPrintableJson(value: unknown, indent: number): string {
  const json = JSON.stringify(value, null, indent);
  if (PLAIN.test(json)) return json;
  return json.replaceAll(getHidden(), (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
    ).join(""));
}
