/**
 * Reads `Name: value`.
 *
 * @throws {SyntaxError} When there is no colon, or nothing before it.
 */
export function parseHeader(text: string): [name: string, value: string] {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(colon, 0)).trim();
  if (name === "") {
    throw new SyntaxError(`"${text}" is no header: write "Name: value", such as "Authorization: Bearer \${TOKEN}".`);
  }
  return [name, text.slice(colon + 1).trim()];
}
