/** A field name of HTTP (RFC 9110, section 5.1), and a value without control characters. */
// deno-lint-ignore no-control-regex
const HEADER = /^([!#$%&'*+.^_`|~\w-]+)\s*[=:]\s*([^\x00-\x1f\x7f]+)$/;

/**
 * Checks a header of the form `NAME: VALUE`. `NAME=VALUE` is accepted too.
 *
 * @throws {SyntaxError} If it has another form.
 */
export function parseHeader(text: string): string {
  if (HEADER.test(text)) return text;
  throw new SyntaxError('Use "NAME: VALUE", such as "Authorization: Bearer TOKEN"');
}

/** Splits a header that {@linkcode parseHeader} has checked. */
export function splitHeader(text: string): [name: string, value: string] {
  const [, name, value] = HEADER.exec(text)!;
  return [name!, value!.trim()];
}
