/** Builds the user interface: HTML files without outside resources. Needs the `deno` command. */

export { buildPage, buildPages, type PageName } from "./build_page.ts";
export { formatPage, type Page, type PageContent } from "./format_page.ts";
export { createShortener, shortenScript } from "./shorten.ts";
export { joinScripts, type SplitModules } from "./join_scripts.ts";
