// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * `deno task notices`: writes THIRD_PARTY_NOTICES, the licenses of everything in the binary. `support-mcp --licenses` prints
 * the same text.
 *
 * @module
 */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT } from "../../scripts/bundle/bundle.ts";
import { type Component, listComponents, toId } from "./components.ts";

const FILE = new URL("THIRD_PARTY_NOTICES", PROJECT);
const LICENSE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;
/** Deno's license. Only the names of the authors differ from other MIT licenses. */
const MIT = await Deno.readTextFile(new URL("licenses/deno.txt", import.meta.url));
const RULE = "=".repeat(80);

const V8 = await Deno.readTextFile(new URL("licenses/v8.txt", import.meta.url));

/** The runtime in the binary. Its own license files are part of its source, not of its package. */
const RUNTIME = [
  { titles: ["Deno, the runtime\nhttps://github.com/denoland/deno"], text: MIT },
  { titles: ["V8, the JavaScript engine of Deno\nhttps://v8.dev"], text: V8 },
];

const INTRODUCTION = `THIRD-PARTY SOFTWARE IN SUPPORT-MCP

The support-mcp binary contains the software below. support-mcp itself is under the
MIT license; see LICENSE.

The Deno runtime contains SQLite, which is in the public domain, and libraries in
Rust and C++, mostly under the MIT and Apache-2.0 licenses. The file Cargo.lock in
Deno's source lists them.
`;

/**
 * Formats the notices. Components with the same license text share it.
 *
 * @param components The npm packages in the binary.
 * @throws {Error} If there is no text for a license.
 */
export async function formatNotices(components: readonly Component[]): Promise<string> {
  const own = new Map<string, string | undefined>();
  for (const component of components) own.set(toId(component), await readLicense(component.folder));
  const apache = [...own.values()].filter((text) => text?.includes("TERMS AND CONDITIONS FOR USE"))
    .sort((one, other) => one!.length - other!.length)[0];
  const byText = new Map<string, string[]>();
  for (const component of components) {
    const text = own.get(toId(component)) ?? getStandardText(component, apache);
    byText.set(text, [...byText.get(text) ?? [], formatTitle(component)]);
  }
  const runtime = RUNTIME.map(({ titles, text }) => formatSection(titles, text));
  const packages = [...byText].map(([text, titles]) => formatSection(titles, text));
  return [INTRODUCTION, ...runtime, ...packages].join("\n");
}

/** Lists the components in a file of notices, such as `zod@4.6.7`. */
export function parseNotices(notices: string): string[] {
  return [...notices.matchAll(/^(\S+@\d\S*) \(.+\)$/gm)].map(([, id]) => id!).sort();
}

/** Reads the license files of a package, one after the other. */
async function readLicense(folder: string): Promise<string | undefined> {
  const texts = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && LICENSE_FILE.test(name)) texts.push([name, await Deno.readTextFile(join(folder, name))] as const);
  }
  return texts.length === 0 ? undefined : texts.sort().map(([, text]) => text).join("\n");
}

/** Returns the text of a license that a package names without including it. */
function getStandardText(component: Component, apache: string | undefined): string {
  const { license, author } = component;
  if (license === "Apache-2.0" && apache !== undefined) return apache.slice(apache.search(/^ *Apache License$/m));
  if (license === "MIT" && author !== undefined) return MIT.replace("2018-2026 the Deno authors", author);
  throw new Error(`${toId(component)} has no license file, and there is no standard text for ${license}.`);
}

function formatTitle(component: Component): string {
  const { license, repository } = component;
  return [`${toId(component)} (${license.replace(/^\((.*)\)$/, "$1")})`, ...repository ? [repository] : []].join("\n");
}

function formatSection(titles: readonly string[], text: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n").map((line) => line.trimEnd());
  return `${RULE}\n${titles.join("\n")}\n\n${lines.join("\n").trim()}\n`;
}

if (import.meta.main) {
  const notices = await formatNotices(await listComponents());
  await Deno.writeTextFile(FILE, notices);
  console.log(`${fileURLToPath(FILE)}: ${parseNotices(notices).length} packages`);
}
