/** Writes files beside a configuration file: its next version, and copies of its previous ones. */

/** Configuration files hold secrets. */
const OWNER_ONLY = 0o600;

/**
 * Writes the next version of a file beside it, to be renamed.
 *
 * @param present The file so far, whose mode and owner the next version gets.
 * @returns Its path.
 */
export async function writeDraft(path: string, text: string, present?: Deno.FileInfo): Promise<string> {
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  await writeDurably(draft, text, present);
  return draft;
}

/**
 * Writes a copy of a file beside it, named after the time.
 *
 * @returns Its path.
 */
export async function backUp(path: string, text: string, present: Deno.FileInfo): Promise<string> {
  const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-"); // Windows has no colons in names
  for (let number = 1;; number++) {
    const copy = `${path}.${time}${number === 1 ? "" : `-${number}`}.bak`;
    try {
      await writeDurably(copy, text, present);
      return copy;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error; // a change in the same second
    }
  }
}

/** Creates a file and flushes it to the disk. Otherwise, a crash after the rename could leave it empty. */
async function writeDurably(path: string, text: string, present: Deno.FileInfo | undefined): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true, mode: OWNER_ONLY });
  try {
    const bytes = new TextEncoder().encode(text);
    for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
    if (present !== undefined) await copyPermissions(present, path);
    await file.sync();
  } catch (error) {
    await Deno.remove(path).catch(() => {});
    throw error;
  }
}

async function copyPermissions({ mode, uid, gid }: Deno.FileInfo, path: string): Promise<void> {
  if (Deno.build.os === "windows" || mode === null) return;
  await Deno.chown(path, uid, gid).catch(() => {}); // only the superuser may give a file away, and needs to
  await Deno.chmod(path, mode & 0o777);
}
