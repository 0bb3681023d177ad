/** Archives for people and for the installers: the binary of a platform with its documents. */

import { createTarGz } from "./archive/mod.ts";
import { readDocuments } from "./documents.ts";
import type { Platform } from "./platforms.ts";
import { NAME, type Release, writeFile } from "./release.ts";

/**
 * Writes an archive for each platform. Its name has no version, so that `releases/latest` has a fixed address for it.
 *
 * @returns The names of the files.
 */
export async function writeArchives(release: Release): Promise<string[]> {
  const files = [];
  for (const { platform, content } of release.binaries) {
    const program = { path: platform.executable, content, mode: 0o755 };
    files.push(await writeFile(release, getArchive(platform), await createTarGz([program, ...await readDocuments()])));
  }
  return files;
}

/** Returns the name of a platform's archive. */
export function getArchive({ name }: Platform): string {
  return `${NAME}-${name}.tar.gz`;
}
