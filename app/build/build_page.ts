/** Bundles the scripts and the style sheets of each page. */

import manifest from "../../deno.json" with { type: "json" };
import { formatPage, type Page } from "./format_page.ts";
import { joinScripts, type SplitModules } from "./join_scripts.ts";
import { createShortener } from "./shorten.ts";

/** The folder of `deno.json`. */
const PROJECT = new URL("../../", import.meta.url);
const STYLES = new URL("app/styles/", PROJECT);

/** A page: for hosts, or for browsers in one language. */
export type PageName = "host" | "browser_en" | "browser_de";

interface Ingredients {
  /** The modules of the scripts in the page, in `app/entries/`. The first of two runs before the rest of the page is there. */
  page: readonly string[];
  /** The module of the second script. */
  second: string;
  /** The style sheets of the page, and those that the second script adds. Later rules win. */
  styles: readonly string[];
  secondStyles: readonly string[];
}

const BROWSER: Omit<Ingredients, "page" | "second"> = {
  styles: ["tokens", "base", "frame", "parts", "queue"],
  secondStyles: ["dialogs", "forms", "knowledge", "pages", "ticket"],
};

const PAGES: Readonly<Record<PageName, Ingredients>> = {
  host: {
    page: ["host"],
    second: "host_part",
    styles: ["tokens", "base", "parts", "cards"],
    secondStyles: ["frame", "queue", "dialogs", "forms", "knowledge", "pages", "ticket"],
  },
  browser_en: { ...BROWSER, page: ["browser_early", "browser_en"], second: "browser_part_en" },
  browser_de: { ...BROWSER, page: ["browser_early", "browser_de"], second: "browser_part_de" },
};

/**
 * Builds a page from the sources.
 *
 * @throws {Error} If `deno bundle` fails, with its output.
 */
export async function buildPage(name: PageName): Promise<Page> {
  const { page, second, styles, secondStyles } = PAGES[name];
  const [modules, tokens, ...sheets] = await Promise.all([
    bundleModules(page, second),
    readStyles(["tokens"]),
    readStyles(styles),
    readStyles(secondStyles),
  ]);
  const shorten = createShortener(tokens);
  const [style, secondStyle] = sheets.map(shorten) as [string, string];
  const { page: scripts, second: later, shared } = modules;
  const shortened = {
    ...{ page: scripts.map(shorten), second: shorten(later), style: secondStyle },
    shared: Object.fromEntries(Object.entries(shared).map(([name, text]) => [name, shorten(text)])),
  };
  return formatPage({ ...joinScripts(shortened), style, secondStyle }, manifest.version);
}

/** Builds all pages. */
export async function buildPages(): Promise<Record<PageName, Page>> {
  const names = Object.keys(PAGES) as PageName[];
  const pages = await Promise.all(names.map(async (name) => [name, await buildPage(name)] as const));
  return Object.fromEntries(pages) as Record<PageName, Page>;
}

/** Bundles the modules of a page, and what they share, in another process: a server may not write files. */
async function bundleModules(page: readonly string[], second: string): Promise<Omit<SplitModules, "style">> {
  const entries = [...page, second].map((name) => `app/entries/${name}.ts`);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "app/build/bundle.ts", ...entries],
    cwd: PROJECT,
    stdin: "null",
  });
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`The user interface cannot be built:\n${decoder.decode(stderr).trim()}`);
  const files: Record<string, string> = JSON.parse(decoder.decode(stdout));
  const take = (name: string) => files[`${name}.js`]!;
  return { page: page.map(take), second: take(second), shared: files };
}

async function readStyles(names: readonly string[]): Promise<string> {
  const texts = await Promise.all(names.map((name) => Deno.readTextFile(new URL(`${name}.css`, STYLES))));
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
