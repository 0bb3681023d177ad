/** Temporary folders of copies. A folder whose process was killed is removed with the next copy. */

import { dirname } from "node:path";

const PREFIX = "support-mcp-read-only-";
/** A file that is locked as long as the folder is in use. The system frees the lock when its process ends. */
const MARK = "in-use";

export class CopyFolder {
  private constructor(readonly path: string, private readonly mark: Deno.FsFile) {}

  /** Creates a folder that only this user can read, and removes those that are no longer in use. */
  static async create(): Promise<CopyFolder> {
    const path = await Deno.makeTempDir({ prefix: PREFIX });
    const mark = await Deno.open(`${path}/${MARK}-new`, { write: true, createNew: true, mode: 0o600 });
    mark.lockSync(true);
    await Deno.rename(`${path}/${MARK}-new`, `${path}/${MARK}`); // others see it only once it is locked
    await removeAbandoned(dirname(path));
    return new CopyFolder(path, mark);
  }

  /** Removes the folder with its files. */
  async remove(): Promise<void> {
    this.mark.close();
    await Deno.remove(this.path, { recursive: true });
  }
}

async function removeAbandoned(parent: string): Promise<void> {
  try {
    for await (const { name, isDirectory } of Deno.readDir(parent)) {
      if (isDirectory && name.startsWith(PREFIX)) await removeIfAbandoned(`${parent}/${name}`);
    }
  } catch {
    // They only take space, and those of other users cannot be read.
  }
}

async function removeIfAbandoned(folder: string): Promise<void> {
  try {
    using mark = await Deno.open(`${folder}/${MARK}`, { write: true });
    if (!mark.tryLockSync(true)) return;
  } catch {
    return; // it is new, or of another user
  }
  await Deno.remove(folder, { recursive: true }).catch(() => {});
}
