import type { Desk } from "../desk.ts";
import { type ParsedLocation, toSharedLocation } from "../location.ts";
import { BackgroundWork } from "./background/mod.ts";
import { KvChanges } from "./change_log/mod.ts";
import { CommitQueue } from "./commit/mod.ts";
import { openStore, type StoreConnection, type StoreOptions, toReadError, withStoreTimeout } from "./connection/mod.ts";
import { KvCustomers } from "./customers/mod.ts";
import { KvDrafts } from "./drafts/mod.ts";
import { KvHosts } from "./hosts/mod.ts";
import { IndexMerger } from "./index/mod.ts";
import { createLazyParts } from "./lazy_parts.ts";
import { MIGRATIONS } from "./migrations/mod.ts";
import { keys } from "./schema/mod.ts";
import { KvSettings } from "./settings/mod.ts";
import { cleanFile } from "./file/mod.ts";
import { createKvTickets } from "./tickets/mod.ts";
import { KvWebhooks } from "./webhooks/mod.ts";

/** The time limit for the last writes to a KV Connect server, in milliseconds. Files have none. */
const SERVER_CLOSE_TIMEOUT = 800;

/** The time that the last writes wait for the lock of another process, in milliseconds. */
const LAST_WAIT = 300;

/** The time limit of a check, in milliseconds. */
const CHECK_TIMEOUT = 3_000;

export interface KvDeskOptions extends Omit<StoreOptions, "schema"> {
  /** Called while an older store is migrated, with a sentence about the progress. */
  onMigrate?: (message: string) => void;
  /** Records passed deadlines, and applies changed ones, while the desk is open. */
  background?: boolean;
  /** Returns the current time, in milliseconds since the epoch. */
  now: () => number;
}

/**
 * Opens a desk on Deno KV, and creates it on first use.
 *
 * @throws {DeskError} `unavailable` if the location cannot be opened, or holds something else.
 */
export async function openKvDesk(
  location: ParsedLocation,
  { now, onMigrate, background = false, ...options }: KvDeskOptions,
): Promise<Desk> {
  const schema = { migrations: MIGRATIONS, now, ...onMigrate && { report: onMigrate } };
  const connection = await openStore(location, { ...options, schema });
  const changes = new KvChanges(connection.kv, () => commits.waitForCurrentCommit());
  const commits = new CommitQueue(connection.kv, {
    lock: connection.lock,
    maxChecks: connection.maxChecks,
    isExclusive: location.kind !== "server",
    location: connection.location,
    now,
    onCommit: (versionstamp, rules) => {
      changes.notifyCommit(versionstamp);
      merger.noteCommit();
      work.noteCommit(rules);
    },
  });
  const store = { kv: connection.kv, commits, now };
  const merger = new IndexMerger(store);
  const tickets = createKvTickets(store);
  const work = new BackgroundWork(store, { maxChecks: connection.maxChecks });
  if (background) work.start();
  let closing: Promise<void> | undefined;
  const lazyParts = createLazyParts(store, {
    location: toSharedLocation(location),
    maxChecks: connection.maxChecks,
    mergeIndex: () => merger.mergeNow(),
    waitForIndex: () => merger.waitIfBehind(),
    cleanFiles: () => cleanFiles(location, connection),
  });
  return {
    ...lazyParts,
    tickets,
    customers: new KvCustomers(store),
    settings: new KvSettings(store),
    hosts: new KvHosts(store),
    drafts: new KvDrafts(store),
    changes,
    webhooks: new KvWebhooks(store, tickets),
    activity: commits.activity,
    check: () => checkStore(connection),
    stopWaiting: () => connection.lock.stopWaiting(),
    close: () => closing ??= close(),
  };

  async function close(): Promise<void> {
    const timer = setTimeout(() => connection.lock.stopWaiting(), LAST_WAIT);
    const drained = work.close().then(() => merger.close()).then(() => Promise.all([commits.close(), changes.close()]));
    if (location.kind !== "server") await drained;
    else await withStoreTimeout(SERVER_CLOSE_TIMEOUT, drained).catch(() => {}); // the server may be gone for good
    clearTimeout(timer);
    await connection.close();
  }
}

async function checkStore({ kv, location, requirePresence }: StoreConnection): Promise<void> {
  try {
    await withStoreTimeout(CHECK_TIMEOUT, kv.get(keys.schema));
    requirePresence();
  } catch (error) {
    throw toReadError(location, error);
  }
}

/** @returns The reason why the files may have deleted bytes; null if they have none. */
async function cleanFiles({ kind }: ParsedLocation, { lock, location }: StoreConnection): Promise<string | null> {
  if (kind === "memory") return null;
  if (kind === "server") {
    return "the KV Connect server keeps the file: run VACUUM on it with sqlite3 where the server runs";
  }
  return await lock.hold(() => cleanFile(location));
}
