/** Real folders for tests: one that a client shares, beside one that it doesn't. */

import { pathToFileURL } from "node:url";
import { join } from "node:path";
import type { Folder } from "../../../server/files/folders.ts";

export interface SharedFolder extends AsyncDisposable {
  /** What the client shares. */
  folders: Folder[];
  /** The same as the client's root. */
  root: { uri: string };
  shared: string;
  /** Beside the shared folder, with `secret.txt` in it. */
  elsewhere: string;
}

/** What no test may ever read. */
export const SECRET = "the secret";

/** Makes both folders; they are removed at the end. */
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

/** All the names in a folder, sorted. */
export async function listNames(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.map(({ name }) => name).sort();
}
