import { findPage } from "./find_page.ts";
import type { HelpPage } from "./help_page.ts";

/** Every command line that asks for a page has one of these words, or none at all. */
const PAGE_WORDS: ReadonlySet<string> = new Set(["help", "--help", "-h", "--version", "-V", "-v"]);

/** Reports whether a command line may ask for a page. */
export function mayAskForPage(args: readonly string[]): boolean {
  return args.length === 0 || args.some((word) => PAGE_WORDS.has(word));
}

/**
 * Loads the prepared page that a command line asks for. Other command lines do not wait for the pages.
 *
 * @param args The words after the program's name.
 * @returns Undefined if it asks for none, or nothing is prepared.
 */
export async function loadPage(args: readonly string[]): Promise<HelpPage | string | undefined> {
  if (!mayAskForPage(args)) return undefined;
  const { prepared } = await import("./prepared.ts");
  return prepared && findPage(args, prepared);
}
