import { dirname } from "node:path";

/**
 * Gives a file the owner and the permissions of the store, or else the owner of its folder: an administrator may replace the
 * store of a service, which must be able to open it.
 */
export async function copyOwner(path: string, file: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  const [own, store] = await Promise.all([file, path].map((name) => Deno.stat(name).catch(() => null)));
  if (own == null) return;
  const { uid, gid } = store ?? await Deno.stat(dirname(path));
  if (own.uid !== uid || own.gid !== gid) await Deno.chown(file, uid, gid).catch(() => {}); // only an administrator can
  if (store?.mode != null) await Deno.chmod(file, store.mode & PERMISSIONS);
}

const PERMISSIONS = 0o777;
