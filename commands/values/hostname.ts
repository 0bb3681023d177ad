/**
 * Parses a host name that clients may use for this server.
 *
 * @throws {SyntaxError} If it has a scheme, a port or a path: a `Host` header would never match it.
 */
export function parseHostname(text: string): string {
  if (!/^[\w-]+(?:\.[\w-]+)*$/.test(text)) {
    throw new SyntaxError("Use a name without scheme, port or path, such as desk.example.com");
  }
  return text.toLowerCase();
}
