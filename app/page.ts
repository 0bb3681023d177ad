/** The user interface as one HTML file, for the web server and for hosts. */

import type { Page } from "./build/mod.ts";

export type { Page };

/** Reads the page. From source it is built on the first call, which needs the `deno` command. */
export async function readPage(): Promise<Page> {
  const { prepared } = await import("./prepared.ts"); // large in the binary, so it is loaded when someone asks for it
  return await prepared;
}
