/** Formats a position in a file, such as `mcp.json, line 2, column 5`. */
export function formatTextPosition(offset: number, text: string, path: string): string {
  const before = text.slice(0, offset).split("\n");
  return `${path}, line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
