import type { Desk } from "./desk.ts";
import { DeskError } from "./errors.ts";
import { KvArchive } from "./kv/archive/archive.ts";
import { KvChanges } from "./kv/change_log/changes.ts";
import { CommitQueue } from "./kv/commit/commit_queue.ts";
import { KvCustomers } from "./kv/customers/customers.ts";
import { withStoreTimeout } from "./kv/connection/timeout.ts";
import { toUnavailableError } from "./kv/connection/store_errors.ts";
import { keys } from "./kv/schema/keys.ts";
import { openStore } from "./kv/connection/open_store.ts";
import { KvTickets } from "./kv/tickets/tickets.ts";
import { type DeskLocation, parseLocation } from "./location.ts";

export type { DeskLocation };

/** How long a KV Connect server may take to answer the last writes, in milliseconds; a file is waited for. */
const SERVER_CLOSE_TIMEOUT = 800;

/** How long a store may take to answer before it counts as away, in milliseconds. */
const CHECK_TIMEOUT = 3_000;

export interface OpenDeskOptions {
  /** The present, for tests; `Date.now` by default. In milliseconds since the epoch. */
  now?: () => number;
  /** How long a KV Connect server may take for one answer before it counts as away, in milliseconds. */
  patience?: number;
}

/**
 * Opens (and on first use makes) the desk at `location`.
 *
 * @throws {DeskError} `unavailable` when it can't be opened, is no desk, or was written by a newer version. Whatever is
 *   there stays as it is.
 */
export async function openDesk(
  location: DeskLocation,
  { now = Date.now, ...options }: OpenDeskOptions = {},
): Promise<Desk> {
  const place = parseLocation(location);
  const opened = await openStore(place, options);
  const changes = new KvChanges(opened.kv, () => commits.waitForCurrentCommit());
  const commits = new CommitQueue(opened.kv, {
    ...opened,
    now,
    committed: (versionstamp) => changes.notifyCommit(versionstamp),
  });
  const store = { kv: opened.kv, commits, now };
  let closing: Promise<void> | undefined;
  return {
    tickets: new KvTickets(store),
    customers: new KvCustomers(store),
    changes,
    archive: new KvArchive(store),
    activity: commits.activity,
    check,
    close: () => closing ??= end(),
  };

  async function check(): Promise<void> {
    try {
      await withStoreTimeout(CHECK_TIMEOUT, opened.kv.get(keys.schema));
    } catch (error) {
      throw error instanceof DeskError ? error : toUnavailableError(`Can't read the store ${opened.location}`, error);
    }
  }

  async function end(): Promise<void> {
    const drained = Promise.all([commits.close(), changes.close()]);
    if (place.kind === "server") await withStoreTimeout(SERVER_CLOSE_TIMEOUT, drained).catch(() => {}); // it may be gone for good
    else await drained;
    await opened.close();
  }
}
