/** Builds the user interface: one HTML file without outside resources. Needs the `deno` command. */

export { buildPage } from "./build_page.ts";
export { formatPage, type Page } from "./format_page.ts";
