/**
 * Parses a name that a server has.
 *
 * @throws {SyntaxError} When it is anything else, such as a URL or a name with a port: no Host would ever be like it.
 */
export function parseHostname(text: string): string {
  if (!/^[\w-]+(?:\.[\w-]+)*$/.test(text)) {
    throw new SyntaxError("only a name without scheme, port or path, such as desk.example.com");
  }
  return text.toLowerCase();
}
