/** Bundles the script and the style sheets. */

import manifest from "../../deno.json" with { type: "json" };
import { formatPage, type Page } from "./format_page.ts";

/** The folder of `deno.json`. */
const PROJECT = new URL("../../", import.meta.url);
const STYLES = new URL("app/styles/", PROJECT);

/** They define what the others use. */
const FIRST_STYLES = ["tokens.css", "base.css"];

/**
 * Builds the page from the sources.
 *
 * @throws {Error} If `deno bundle` fails, with its output.
 */
export async function buildPage(): Promise<Page> {
  const [script, style] = await Promise.all([bundleScript(), readStyles()]);
  return formatPage(script, style, manifest.version);
}

async function bundleScript(): Promise<string> {
  const options = ["--quiet", "--platform", "browser", "--minify"];
  const command = new Deno.Command(Deno.execPath(), {
    args: ["bundle", ...options, "app/main.tsx"],
    cwd: PROJECT,
    stdin: "null",
  });
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`deno bundle failed for the user interface:\n${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout);
}

async function readStyles(): Promise<string> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(STYLES)) if (name.endsWith(".css")) names.push(name);
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
