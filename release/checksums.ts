/** SHA-256 sums of the files of a release. */

import { join } from "node:path";
import { type Release, writeFile } from "./release.ts";

const FILE = "SHA256SUMS";

/**
 * Writes the sums of files in the form of `sha256sum`, and returns the name of the file.
 *
 * @param files Names in the folder of the release.
 */
export async function writeChecksums(release: Release, files: readonly string[]): Promise<string> {
  const lines = await Promise.all([...files].sort().map(async (file) => `${await readSum(release, file)}  ${file}\n`));
  return await writeFile(release, FILE, lines.join(""));
}

/** Reads the SHA-256 sum of a file of the release, in hexadecimal. */
export async function readSum({ out }: Release, file: string): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", await Deno.readFile(join(out, file)));
  return new Uint8Array(sum).toHex();
}
