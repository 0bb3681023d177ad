import { SetupError } from "../../client/errors/mod.ts";

/** @throws {SetupError} If one of the folders that servers may work in does not exist. */
export async function assertFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const found = await Deno.stat(folder).catch(() => null);
    if (!found?.isDirectory) throw new SetupError(`--root is not a folder: ${folder}. Name an existing folder.`);
  }
}
