/** The user interface as HTML files, for the web server and for hosts. */

import type { Page, PageName } from "./build/mod.ts";

export type { Page, PageName };

/** Reads a page. From source it is built on the first call, which needs the `deno` command. */
export async function readPage(name: PageName): Promise<Page> {
  const { prepared } = await import("./prepared.ts"); // large in the binary, so it is loaded when someone asks for it
  return await prepared[name];
}
