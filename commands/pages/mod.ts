/** Pages of help: prepared ones, and their layout. Imports no package, because `main.ts` loads it first. */

export { findPage, type PreparedPages } from "./find_page.ts";
export { DEFAULT_WIDTH, formatHelpPage, type HelpPage, type HelpRow, type HelpSection } from "./help_page.ts";
export { loadPage, mayAskForPage } from "./load_page.ts";
export { keepTogether } from "./wrap_text.ts";
