import { SecretValueError } from "./secret_value_error.ts";

/** A field name of HTTP (RFC 9110, section 5.1), and a value of one byte for each character, without control characters. */
const HEADER = /^([!#$%&'*+.^_`|~\w-]+)[ \t]*[=:][ \t]*([\x20-\x7e\xa0-\xff]+)$/;

/**
 * Checks a header of the form `NAME: VALUE`. `NAME=VALUE` is accepted too.
 *
 * @throws {SecretValueError} If it has another form.
 */
export function parseHeader(text: string): string {
  if (HEADER.test(text) && splitHeader(text)[1] !== "") return text;
  throw new SecretValueError('Use "NAME: VALUE" on one line, such as "Authorization: Bearer TOKEN"');
}

/** Splits a header that {@linkcode parseHeader} has checked. */
export function splitHeader(text: string): [name: string, value: string] {
  const [, name, value] = HEADER.exec(text)!;
  return [name!, value!.trim()];
}

/** Finds the name of a header that is given twice: names are the same in any case (RFC 9110, section 5.1). */
export function findRepeatedHeader(texts: readonly string[]): string | undefined {
  const names = texts.map((text) => splitHeader(text)[0]);
  return names.find((name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < index);
}
