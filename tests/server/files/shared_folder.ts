/** Real folders for tests: one that a client shares, next to one that it does not share. */

import { pathToFileURL } from "node:url";
import { join } from "node:path";
import type { Folder } from "../../../server/files/folders.ts";

export interface SharedFolder extends AsyncDisposable {
  /** The shared folder, as `findFolders` returns it. */
  folders: Folder[];
  /** The shared folder as a root of the client. */
  root: { uri: string };
  shared: string;
  /** A folder next to the shared one. It contains `secret.txt`. */
  elsewhere: string;
}

/** The content of `secret.txt`, which no test may read. */
export const SECRET = "the secret";

/** Creates both folders. Disposing removes them. */
export async function createSharedFolder(): Promise<SharedFolder> {
  const top = await Deno.realPath(await Deno.makeTempDir());
  const [shared, elsewhere] = [join(top, "shared"), join(top, "elsewhere")];
  await Deno.mkdir(shared);
  await Deno.mkdir(elsewhere);
  await Deno.writeTextFile(join(elsewhere, "secret.txt"), SECRET);
  return {
    folders: [{ path: shared, realPath: shared }],
    root: { uri: pathToFileURL(shared).href },
    shared,
    elsewhere,
    async [Symbol.asyncDispose]() {
      await Deno.remove(top, { recursive: true });
    },
  };
}

/** Lists the names in a folder, sorted. */
export async function listNames(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.map(({ name }) => name).sort();
}
