import { SetupError } from "../../client/errors/mod.ts";

/** @throws {SetupError} When one of the folders that servers may work in isn't there. */
export async function assertFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const found = await Deno.stat(folder).catch(() => null);
    if (!found?.isDirectory) throw new SetupError(`There is no folder ${folder} for --root: check its name.`);
  }
}
