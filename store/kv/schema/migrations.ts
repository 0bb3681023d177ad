/** The version of the layout that a store has, and its migration to the current one. */

import { DeskError } from "../../errors.ts";
import type { KeyValueStore, Mutation } from "../port/mod.ts";
import { keys } from "./keys.ts";
import { MigratingStore, StepOverError } from "./migrating_store.ts";
import { ALL_COUNTED } from "./queue_counts_state.ts";

/** The current version of the layout. */
export const CURRENT_VERSION = 6;

/** Reports how far a long migration is, in a sentence. */
export type ReportProgress = (message: string) => void;

/** A step to the next version. It may be interrupted, and then runs again. Its progress ends with the step. */
export interface Migration {
  /** A short description for readers of the list. */
  name: string;
  /** @param maxChecks See {@linkcode SchemaOptions}. */
  migrate(kv: KeyValueStore, report: ReportProgress, maxChecks?: number): Promise<void>;
}

export interface SchemaOptions {
  /** The first migrates version 1 to version 2, and so on. The current version is the one after the last. */
  migrations?: readonly Migration[];
  /** Called from time to time during a long migration. */
  report?: ReportProgress;
  /** The maximum number of checks in one commit (default: the limit of Deno KV). */
  maxChecks?: number;
  /** Returns the current time, in milliseconds since the epoch (default: `Date.now`). */
  now?: () => number;
}

interface Schema {
  version: number;
}

/**
 * Initializes an empty store, or migrates an older one. Another process may do the same at the same time.
 *
 * @param location The name of the store in messages.
 * @throws {DeskError} `unavailable` if the store belongs to another program or to a newer version of this one.
 */
export async function prepareSchema(
  kv: KeyValueStore,
  location: string,
  { migrations, report = () => {}, maxChecks, now = Date.now }: SchemaOptions = {},
): Promise<void> {
  const current = migrations === undefined ? CURRENT_VERSION : migrations.length + 1;
  for (;;) {
    const entry = await kv.get<Schema>(keys.schema);
    if (entry.versionstamp === null) {
      await initializeSchema(kv, location, current, now());
      continue;
    }
    const version = parseVersion(entry.value, location);
    if (version > current) throw createNewerSchemaError(location, version, current);
    if (version === current) return;
    if (migrations === undefined) throw new Error(`The store ${location} needs a migration`);
    try {
      await migrations[version - 1]!.migrate(new MigratingStore(kv, entry.versionstamp), report, maxChecks);
    } catch (error) {
      if (error instanceof StepOverError) continue;
      throw error;
    }
    await setVersion(kv, entry.versionstamp, version + 1);
  }
}

/** Reports whether the store has a desk of the current version, so that opening it changes nothing. */
export async function isSchemaCurrent(kv: KeyValueStore): Promise<boolean> {
  return (await kv.get<Schema>(keys.schema)).value?.version === CURRENT_VERSION;
}

/** @param now Deadlines that pass from then on are recorded, in milliseconds since the epoch. */
async function initializeSchema(kv: KeyValueStore, location: string, version: number, now: number): Promise<void> {
  if (await hasEntries(kv) && (await kv.get(keys.schema)).versionstamp === null) {
    throw createForeignStoreError(location);
  }
  await setVersion(kv, null, version, [
    { type: "set", key: keys.queueCounts, value: ALL_COUNTED },
    { type: "set", key: keys.passedDeadlines, value: { due: now, number: 0 } },
  ]);
}

/** Sets the version and ends its migration, unless another process was first: then there is another version to read. */
async function setVersion(
  kv: KeyValueStore,
  versionstamp: string | null,
  version: number,
  others: readonly Mutation[] = [],
): Promise<void> {
  await kv.commit({
    checks: [{ key: keys.schema, versionstamp }],
    mutations: [
      { type: "set", key: keys.schema, value: { version } satisfies Schema },
      { type: "delete", key: keys.migration },
      ...others,
    ],
  });
}

async function hasEntries(kv: KeyValueStore): Promise<boolean> {
  for await (const _ of kv.list({ prefix: [] }, { limit: 1 })) return true;
  return false;
}

function parseVersion(schema: Schema | null, location: string): number {
  const version: unknown = schema?.version;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) throw createForeignStoreError(location);
  return version;
}

/** Creates the error for a file or database with other content. */
export function createForeignStoreError(
  location: string,
  what = "it is the Deno KV database of another program",
  advice = "Name another file with --db.",
): DeskError {
  return new DeskError("unavailable", `${location} is not a support-mcp store: ${what}. It was not changed. ${advice}`);
}

/** @param current The version that this program reads. */
export function createNewerSchemaError(location: string, version: number, current = CURRENT_VERSION): DeskError {
  return new DeskError(
    "unavailable",
    `The store ${location} was written by a newer version of support-mcp (schema ${version}, this version reads ` +
      `${current}). Nothing was changed. Update support-mcp.`,
  );
}
