// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * Prints the notes of a release from CHANGELOG.md: `deno run release/notes.ts v0.1.0`.
 *
 * @module
 */

import manifest from "../deno.json" with { type: "json" };

/**
 * Finds the section of a version in a changelog.
 *
 * @param tag A Git tag, such as `v0.1.0`.
 * @throws {Error} If the tag is not that of `version`, or the changelog has no section for it.
 */
export function findNotes(changelog: string, tag: string, version: string): string {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, but the version in deno.json is ${version}.`);
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.match(/^\[?([^\]\s]+)/)?.[1] === version);
  if (section === undefined) {
    throw new Error(`CHANGELOG.md has no section for ${version}. Rename Unreleased to "${version} - DATE".`);
  }
  return `${section.slice(section.indexOf("\n")).trim()}\n`;
}

if (import.meta.main) {
  try {
    const changelog = await Deno.readTextFile(new URL("../CHANGELOG.md", import.meta.url));
    console.log(findNotes(changelog, Deno.args[0] ?? "", manifest.version));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(1);
  }
}
