/** Pages of help: prepared ones, and their layout. Imports no package, because `main.ts` loads it first. */

export { findPage, type PreparedPages } from "./find_page.ts";
export { DEFAULT_WIDTH, formatHelpPage, type HelpPage, type HelpRow, type HelpSection } from "./help_page.ts";
export { prepared } from "./prepared.ts";
export { keepTogether } from "./wrap_text.ts";
