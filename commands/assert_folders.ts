import { SetUpFailure } from "../client/set_up_failure.ts";

/** @throws {SetUpFailure} When one of the folders that servers may work in isn't there. */
export async function assertFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const found = await Deno.stat(folder).catch(() => null);
    if (!found?.isDirectory) throw new SetUpFailure(`There is no folder ${folder} for --root: check its name.`);
  }
}
