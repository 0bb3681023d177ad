import { DeskError } from "../../errors.ts";
import type { ParsedLocation } from "../../location.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { isSchemaCurrent, keys, prepareSchema, type SchemaOptions } from "../schema/mod.ts";
import { DenoKv } from "./deno_kv.ts";
import {
  FileLock,
  type FileLockOptions,
  LockTimeoutError,
  NO_LOCK,
  StoreFile,
  StoreIdentity,
  type WriteLock,
} from "../file/mod.ts";
import { DirectReads, openPresentFile } from "./direct_reads.ts";
import { nameMigrations, waitForMigration } from "./wait_for_migration.ts";
import { MarkedCommits } from "./marked_commits.ts";
import { PresentFile } from "./present_file.ts";
import { PortableValues } from "./portable_values.ts";
import { ReadErrors } from "./read_errors.ts";
import { SeparateReads } from "./separate_reads.ts";
import { RecoveredSettings } from "./recovered_settings.ts";
import { SoundCounters } from "./sound_counters.ts";
import { ServerConnection, type ServerConnectionOptions } from "./server_connection.ts";
import { isLocked, toUnavailableError } from "./store_errors.ts";
import { withStoreTimeout } from "./timeout.ts";

/** The time limit for opening a store on a server, in milliseconds. */
const OPEN_TIMEOUT = 10_000;

/** The checks that a rule's commit may have: Deno KV takes 100. A KV Connect server takes ten, one of them the mark's. */
const MAX_CHECKS = { denoKv: 100, kvConnect: 9 };

/** The time to wait for the lock before a file is closed without it, in milliseconds. */
const CLOSE_TIMEOUT = 250;

export interface StoreOptions extends ServerConnectionOptions {
  /** For a file. */
  lock?: FileLockOptions;
  /** The migrations of older stores. */
  schema?: SchemaOptions;
  /** For a file: read first what ends the process if it is damaged (default: only if the start looks damaged). */
  inspect?: boolean;
  /** Called when damage is found that the store goes on with, with sentences about it. */
  onDamage?: (message: string) => void;
}

/** An open store that holds a desk. */
export interface StoreConnection {
  /** Reads fail with a {@linkcode DeskError} `unavailable`. */
  readonly kv: KeyValueStore;
  /** The name of the store in messages: its path or URL. */
  readonly location: string;
  readonly lock: WriteLock;
  /** The maximum number of checks of one commit. */
  readonly maxChecks: number;
  /** Checks that the paths of a file store still name the open files. Throws if not. */
  requirePresence(): void;
  /** Closes the store. No call may be running. */
  close(): Promise<void>;
}

/**
 * Opens the store, and creates it on first use.
 *
 * @throws {DeskError} `unavailable` with the reason and what to do.
 */
export async function openStore(
  location: ParsedLocation,
  options: StoreOptions = {},
): Promise<StoreConnection> {
  requireClock();
  try {
    switch (location.kind) {
      case "file":
        return await openFile(location.path, options);
      case "memory":
        return await openMemory(options);
      case "server":
        return await openServer(location.url, options);
    }
  } catch (error) {
    throw error instanceof DeskError
      ? error
      : toUnavailableError(`Cannot open the store ${formatLocation(location)}`, error);
  }
}

/** Deno KV ends the process if it must store a time before 1970. */
function requireClock(): void {
  const now = Date.now();
  if (now >= 0) return;
  const problem = `Cannot open a store: the clock of this machine is wrong (${new Date(now).toISOString()}).`;
  throw new DeskError("unavailable", `${problem} Set it, then try again.`);
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

async function openFile(path: string, options: StoreOptions): Promise<StoreConnection> {
  const { lock: lockOptions = {}, schema } = options;
  using opened = new DisposableStack();
  const file = opened.use(await StoreFile.claim(path, options));
  const location = file.path;
  const lock = opened.use(await FileLock.open(location, nameMigrations(location, lockOptions)));
  const prepare = () => openPrepared(location, schema);
  const writer = opened.use(
    await openCurrent(location) ?? await waitForMigration(lock, location, prepare, schema?.report),
  );
  const reader = opened.use(new PortableValues(await DenoKv.open(location)));
  await reader.get(keys.schema); // creates SQLite's second and third file
  const identity = new StoreIdentity(location);
  const reads = new DirectReads(reader, () => openPresentFile(location, identity));
  const kv = new PresentFile(new SeparateReads(writer, reads), identity);
  opened.move();
  const close = async () => {
    await closeFile(kv, lock);
    lock[Symbol.dispose]();
    file[Symbol.dispose]();
  };
  const requirePresence = () => kv.requirePresence({ mayBeSaved: false });
  const read = readSoundly(kv, location, options);
  return { kv: read, location, lock, maxChecks: MAX_CHECKS.denoKv, requirePresence, close };
}

/** Opens a store of the current version, which needs no lock. Returns null for any other, or while SQLite is busy. */
async function openCurrent(path: string): Promise<KeyValueStore | null> {
  if ((await Deno.stat(path)).size === 0) return null; // a store in its first moments
  using opened = new DisposableStack();
  try {
    const kv = opened.use(new PortableValues(await DenoKv.open(path)));
    if (!await isSchemaCurrent(kv)) return null;
    opened.move();
    return kv;
  } catch (error) {
    if (isLocked(error)) return null;
    throw error;
  }
}

/** The last connection to close the file writes: SQLite then empties its write-ahead log. Without the lock it may not. */
async function closeFile(kv: KeyValueStore, lock: FileLock): Promise<void> {
  try {
    await lock.hold(() => kv[Symbol.dispose](), CLOSE_TIMEOUT);
  } catch (error) {
    if (!(error instanceof LockTimeoutError)) throw error;
    kv[Symbol.dispose]();
  }
}

/** Nothing but this process and the server decides where these stores are. */
const ALWAYS_PRESENT = () => {};

async function openMemory({ schema }: StoreOptions): Promise<StoreConnection> {
  const location = ":memory:";
  const kv = readSoundly(await openPrepared(location, schema), location, {});
  return {
    kv,
    location,
    lock: NO_LOCK,
    maxChecks: MAX_CHECKS.denoKv,
    requirePresence: ALWAYS_PRESENT,
    close: () => closeStore(kv),
  };
}

/** Opens a KV Connect server. Deno reads its access token from `DENO_KV_ACCESS_TOKEN`. */
async function openServer(url: string, { schema, onDamage, ...options }: StoreOptions): Promise<StoreConnection> {
  const opened = await openPrepared(url, { ...schema, maxChecks: MAX_CHECKS.kvConnect }, OPEN_TIMEOUT);
  const connection = new ServerConnection(opened, url, options);
  const kv = new MarkedCommits(readSoundly(connection, url, { ...onDamage && { onDamage } }));
  return {
    kv,
    location: url,
    lock: NO_LOCK,
    maxChecks: MAX_CHECKS.kvConnect,
    requirePresence: ALWAYS_PRESENT,
    close: () => closeStore(kv),
  };
}

/**
 * Opens Deno KV and checks, or creates, the desk in it.
 *
 * @param limit The time limit in milliseconds, except for a migration, which may take long.
 */
async function openPrepared(location: string, schema?: SchemaOptions, limit?: number): Promise<KeyValueStore> {
  const wait = <T>(work: Promise<T>) => limit === undefined ? work : withStoreTimeout(limit, work);
  const kv = new PortableValues(await wait(DenoKv.open(location)));
  try {
    const isOlder = (await wait(kv.get(keys.schema))).versionstamp !== null && !await wait(isSchemaCurrent(kv));
    const prepared = prepareSchema(kv, location, schema);
    await (isOlder ? prepared : wait(prepared));
    return kv;
  } catch (error) {
    kv[Symbol.dispose]();
    throw error;
  }
}

/** Names damaged entries, and goes on without them where that is safe. */
function readSoundly(kv: KeyValueStore, location: string, { onDamage }: Pick<StoreOptions, "onDamage">): KeyValueStore {
  return new SoundCounters(new RecoveredSettings(new ReadErrors(kv, location), onDamage));
}

function closeStore(kv: KeyValueStore): Promise<void> {
  return Promise.resolve(kv[Symbol.dispose]());
}
