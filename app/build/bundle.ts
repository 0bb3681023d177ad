/** A program that bundles modules which share code, and prints them as JSON. It may write files; a server may not. */

import { shortenScript } from "./shorten.ts";

const PROJECT = new URL("../../", import.meta.url);

/**
 * Bundles modules into a folder, with what they share in another file.
 *
 * @returns The text of each file, by its name.
 * @throws {Error} If `deno bundle` fails, with its output.
 */
async function bundle(entries: readonly string[]): Promise<Record<string, string>> {
  const folder = await Deno.makeTempDir({ prefix: "support-mcp-page-" });
  try {
    const options = ["--quiet", "--platform", "browser", "--minify", "--code-splitting", "--outdir", folder];
    const args = ["bundle", ...options, ...entries];
    const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: PROJECT, stdin: "null" }).output();
    if (!success) throw new Error(`deno bundle failed:\n${new TextDecoder().decode(stderr).trim()}`);
    const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
    const texts = await Promise.all(
      names.map(async (name) => shortenScript(await Deno.readTextFile(`${folder}/${name}`))),
    );
    return Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const files = await bundle(Deno.args);
  await new Blob([JSON.stringify(files)]).stream().pipeTo(Deno.stdout.writable);
}
