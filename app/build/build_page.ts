/** Bundles the script and the style sheets of each page. */

import manifest from "../../deno.json" with { type: "json" };
import { formatPage, type Page } from "./format_page.ts";

/** The folder of `deno.json`. */
const PROJECT = new URL("../../", import.meta.url);
const STYLES = new URL("app/styles/", PROJECT);

/** They define what the others use. */
const FIRST_STYLES = ["tokens.css", "base.css"];

/** A page: for hosts, or for browsers in one language. */
export type PageName = "host" | "browser_en" | "browser_de";

/** The pages, each with the style sheets that it does not need. */
const PAGES: Readonly<Record<PageName, readonly string[]>> = {
  host: [],
  browser_en: ["cards.css"],
  browser_de: ["cards.css"],
};

/**
 * Builds a page from the sources.
 *
 * @throws {Error} If `deno bundle` fails, with its output.
 */
export async function buildPage(name: PageName): Promise<Page> {
  const [script, style] = await Promise.all([bundleScript(`app/entries/${name}.ts`), readStyles(PAGES[name])]);
  return formatPage(script, style, manifest.version);
}

/** Builds all pages. */
export async function buildPages(): Promise<Record<PageName, Page>> {
  const names = Object.keys(PAGES) as PageName[];
  const pages = await Promise.all(names.map(async (name) => [name, await buildPage(name)] as const));
  return Object.fromEntries(pages) as Record<PageName, Page>;
}

async function bundleScript(entry: string): Promise<string> {
  const options = ["--quiet", "--platform", "browser", "--minify"];
  const command = new Deno.Command(Deno.execPath(), {
    args: ["bundle", ...options, entry],
    cwd: PROJECT,
    stdin: "null",
  });
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`deno bundle failed for the user interface:\n${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout);
}

async function readStyles(without: readonly string[]): Promise<string> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(STYLES)) {
    if (name.endsWith(".css") && !without.includes(name)) names.push(name);
  }
  const order = [...FIRST_STYLES, ...names.filter((name) => !FIRST_STYLES.includes(name)).sort()];
  const texts = await Promise.all(order.map((name) => Deno.readTextFile(new URL(name, STYLES))));
  return minifyStyle(texts.join("\n"));
}

/** Removes comments and spaces. The sheets contain no texts in which spaces count. */
function minifyStyle(style: string): string {
  return style
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,>]) ?/g, "$1")
    .replaceAll(/: /g, ":")
    .replaceAll(";}", "}");
}
