import type { HelpPage } from "./help_page.ts";

/** Pages that are prepared when the program is built. */
export interface PreparedPages {
  /** Names the program and its version, so that installers recognize it without running it. */
  readonly mark: string;
  /** The pages, and texts that need no layout. */
  readonly pages: Readonly<Record<string, HelpPage | string>>;
  /** The page for each command line that asks for one. */
  readonly requests: Readonly<Record<string, string>>;
}

/**
 * Finds the page that a command line asks for.
 *
 * @param args The words after the program's name.
 */
export function findPage(args: readonly string[], pages: PreparedPages): HelpPage | string | undefined {
  const request = args.join(" ");
  return Object.hasOwn(pages.requests, request) ? pages.pages[pages.requests[request]!] : undefined;
}
