/** Saves files. */

import type { ResourceText } from "../bridge.ts";

/** Its type is never that of the file: a page of a customer would otherwise run with the rights of the desk. */
const TYPE = "application/octet-stream";

/** Saves a file in the browser's folder for downloads. */
export function saveFile({ name, content: { text, isBinary } }: { name: string; content: ResourceText }): void {
  const bytes = isBinary ? Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) : text;
  const url = URL.createObjectURL(new Blob([bytes], { type: TYPE }));
  const link = document.createElement("a");
  [link.href, link.download] = [url, name];
  link.click();
  URL.revokeObjectURL(url);
}
