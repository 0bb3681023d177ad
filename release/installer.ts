/** The installers for a shell and for PowerShell. They download an archive of a release and verify its sum. */

import { type Release, writeFile } from "./release.ts";

const FILES = ["install.sh", "install.ps1"];

/**
 * Writes the installers, which then know the repository.
 *
 * @returns The names of the files.
 */
export async function writeInstallers(release: Release): Promise<string[]> {
  return await Promise.all(FILES.map(async (name) => {
    const text = await Deno.readTextFile(new URL(`installer/${name}`, import.meta.url));
    return await writeFile(release, name, text.replaceAll("@REPOSITORY@", release.repository));
  }));
}
