/** JSON as people write it, with comments: what is wrong in it, and where. */

import { type ParseError, printParseErrorCode } from "jsonc-parser";

/** Such as `Close brace expected`. */
export function describeParseError({ error }: ParseError): string {
  return printParseErrorCode(error).replaceAll(/(?<!^)[A-Z]/g, (letter) => " " + letter.toLowerCase());
}

/** Such as `mcp.json, line 2, column 5`. */
export function formatPosition(offset: number, text: string, path: string): string {
  const before = text.slice(0, offset).split("\n");
  return `${path}, line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
