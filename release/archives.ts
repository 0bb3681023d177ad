/** Archives for people and for the installers: the binary of a platform with its documents. */

import { PROJECT } from "../scripts/bundle/bundle.ts";
import { createTarGz, type Entry, readEntry } from "./archive/mod.ts";
import { readDocuments } from "./documents.ts";
import type { Platform } from "./platforms.ts";
import { NAME, type Release, writeFile } from "./release.ts";

/** The name of the manual page in an archive. */
export const MANUAL_PAGE = `${NAME}.1`;

/**
 * Writes an archive for each platform. Its name has no version, so that `releases/latest` has a fixed address for it.
 *
 * @returns The names of the files.
 */
export async function writeArchives(release: Release): Promise<string[]> {
  const files = [];
  for (const { platform, content } of release.binaries) {
    const program = { path: platform.executable, content, mode: 0o755 };
    const entries = [program, ...await readDocuments(), ...await readManualPage(platform)];
    files.push(await writeFile(release, getArchive(platform), await createTarGz(entries)));
  }
  return files;
}

/** Returns the name of a platform's archive. */
export function getArchive({ name }: Platform): string {
  return `${NAME}-${name}.tar.gz`;
}

/** Windows has no manual pages. */
async function readManualPage({ os }: Platform): Promise<Entry[]> {
  return os === "win32" ? [] : [await readEntry(MANUAL_PAGE, new URL(`docs/${MANUAL_PAGE}`, PROJECT))];
}
