/** Opens Deno KV where a desk is, and makes sure that what is there is a desk. */

import { DeskError } from "../errors.ts";
import type { Location } from "../location.ts";
import { COMMIT_LIMITS, KV_CONNECT_CHECKS } from "./commit_limits.ts";
import { within } from "./deadline.ts";
import { unavailable } from "./failure.ts";
import { FileLock, NO_LOCK, type WriteLock } from "./file_lock.ts";
import { withPortableValues } from "./portable_values.ts";
import { prepareSchema } from "./schema.ts";
import { StoreFile } from "./store_file.ts";

/** How long a server may take to answer at all, in milliseconds. */
const SERVER_PATIENCE = 10_000;

/** An open Deno KV that holds a desk. */
export interface OpenStore {
  readonly kv: Deno.Kv;
  /** What messages call it: its path or URL. */
  readonly location: string;
  readonly lock: WriteLock;
  /** The checks that one commit takes. */
  readonly maxChecks: number;
  /** Closes it; nothing may be under way. */
  close(): Promise<void>;
}

/**
 * Opens the store, and makes it on first use.
 *
 * @throws {DeskError} `unavailable` with the reason and the way out.
 */
export async function openStore(location: Location): Promise<OpenStore> {
  try {
    switch (location.kind) {
      case "file":
        return await openFile(location.path);
      case "memory":
        return await openNamed(":memory:", COMMIT_LIMITS.checks);
      case "server":
        return await within(SERVER_PATIENCE, openNamed(location.url, KV_CONNECT_CHECKS));
    }
  } catch (error) {
    throw error instanceof DeskError ? error : unavailable(`Can't open the store ${nameOf(location)}`, error);
  }
}

function nameOf(location: Location): string {
  switch (location.kind) {
    case "file":
      return location.path;
    case "memory":
      return ":memory:";
    case "server":
      return location.url;
  }
}

async function openFile(path: string): Promise<OpenStore> {
  using opened = new DisposableStack();
  const file = opened.use(await StoreFile.claim(path));
  const lock = opened.use(await FileLock.open(file.path));
  const kv = await lock.hold(async () => {
    const kv = opened.use(withPortableValues(await Deno.openKv(file.path)));
    await prepareSchema(kv, file.path);
    return kv;
  });
  const open = opened.move();
  const close = async () => {
    await lock.hold(() => kv.close()); // who closes the file last writes: SQLite empties its write-ahead log then
    open.dispose();
  };
  return { kv, location: file.path, lock, maxChecks: COMMIT_LIMITS.checks, close };
}

/** In memory, or at a KV Connect server, whose access token Deno takes from `DENO_KV_ACCESS_TOKEN`. */
async function openNamed(location: string, maxChecks: number): Promise<OpenStore> {
  using opened = new DisposableStack();
  const kv = opened.use(withPortableValues(await Deno.openKv(location)));
  await prepareSchema(kv, location);
  const open = opened.move();
  return { kv, location, lock: NO_LOCK, maxChecks, close: () => Promise.resolve(open.dispose()) };
}
