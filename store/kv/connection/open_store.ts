/** Opens Deno KV where a desk is, and makes sure that what is there is a desk. */

import { DeskError } from "../../errors.ts";
import type { ParsedLocation } from "../../location.ts";
import { COMMIT_LIMITS, KV_CONNECT_MAX_CHECKS } from "../commit/commit_limits.ts";
import { withStoreTimeout } from "./timeout.ts";
import { toUnavailableError } from "./store_errors.ts";
import { FileLock, NO_LOCK, type WriteLock } from "./file_lock.ts";
import { keys } from "../schema/keys.ts";
import { MarkedCommits, type SendCommit, sendUnmarked } from "./marked_commits.ts";
import { withPortableValues } from "../port/portable_values.ts";
import { prepareSchema } from "../schema/migrations.ts";
import { withReadsThrough } from "./separate_reads.ts";
import { ServerConnection, type ServerConnectionOptions } from "./server_connection.ts";
import { StoreFile } from "./store_file.ts";
import { withWatchedCalls } from "./watched_calls.ts";

/** How long a server may take to answer at all, in milliseconds. */
const OPEN_TIMEOUT = 10_000;

/** An open Deno KV that holds a desk. */
export interface StoreConnection {
  /** Its reads fail with a {@linkcode DeskError} `unavailable`. */
  readonly kv: Deno.Kv;
  /** What messages call it: its path or URL. */
  readonly location: string;
  readonly lock: WriteLock;
  /** The checks that one commit takes. */
  readonly maxChecks: number;
  /** Hands a commit to the store. */
  readonly send: SendCommit;
  /** Closes it; nothing may be under way. */
  close(): Promise<void>;
}

/**
 * Opens the store, and makes it on first use.
 *
 * @param options For a server.
 * @throws {DeskError} `unavailable` with the reason and the way out.
 */
export async function openStore(
  location: ParsedLocation,
  options: ServerConnectionOptions = {},
): Promise<StoreConnection> {
  try {
    switch (location.kind) {
      case "file":
        return await openFile(location.path);
      case "memory":
        return await openMemory();
      case "server":
        return await withStoreTimeout(OPEN_TIMEOUT, openServer(location.url, options));
    }
  } catch (error) {
    throw error instanceof DeskError
      ? error
      : toUnavailableError(`Can't open the store ${formatLocation(location)}`, error);
  }
}

function formatLocation(location: ParsedLocation): string {
  switch (location.kind) {
    case "file":
      return location.path;
    case "memory":
      return ":memory:";
    case "server":
      return location.url;
  }
}

async function openFile(path: string): Promise<StoreConnection> {
  using opened = new DisposableStack();
  const file = opened.use(await StoreFile.claim(path));
  const lock = opened.use(await FileLock.open(file.path));
  const location = file.path;
  const kv = await lock.hold(async () => {
    const desk = await openPrepared(location, opened);
    return withReadsThrough(opened.use(withPortableValues(await Deno.openKv(location))), desk);
  });
  const open = opened.move();
  const close = async () => {
    await lock.hold(() => kv.close()); // who closes the file last writes: SQLite empties its write-ahead log then
    open.dispose();
  };
  return {
    kv: withWatchedCalls(kv, location),
    location,
    lock,
    maxChecks: COMMIT_LIMITS.checks,
    send: sendUnmarked,
    close,
  };
}

async function openMemory(): Promise<StoreConnection> {
  using opened = new DisposableStack();
  const location = ":memory:";
  const kv = withWatchedCalls(await openPrepared(location, opened), location);
  const open = opened.move();
  const close = () => Promise.resolve(open.dispose());
  return { kv, location, lock: NO_LOCK, maxChecks: COMMIT_LIMITS.checks, send: sendUnmarked, close };
}

/** At a KV Connect server, whose access token Deno takes from `DENO_KV_ACCESS_TOKEN`. */
async function openServer(url: string, options: ServerConnectionOptions): Promise<StoreConnection> {
  using opened = new DisposableStack();
  const unwatched = await openPrepared(url, opened);
  const read = unwatched.get.bind(unwatched, keys.schema);
  const connection = opened.adopt(new ServerConnection(url, read, options), (connection) => connection.close());
  const kv = withWatchedCalls(unwatched, url, connection.call);
  const { send } = new MarkedCommits(kv);
  const open = opened.move();
  const close = () => Promise.resolve(open.dispose());
  return { kv, location: url, lock: NO_LOCK, maxChecks: KV_CONNECT_MAX_CHECKS, send, close };
}

/** Opens Deno KV until `opened` is disposed of, and sees to it that a desk is in it. */
async function openPrepared(location: string, opened: DisposableStack): Promise<Deno.Kv> {
  const kv = opened.use(withPortableValues(await Deno.openKv(location)));
  await prepareSchema(kv, location);
  return kv;
}
