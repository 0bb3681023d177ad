/** Which layout of keys and values a store has, and how older ones become the present one. */

import { DeskError } from "../../errors.ts";
import { keys } from "./keys.ts";

/** A step from one schema to the next. It may be interrupted and then runs again from its beginning. */
export interface Migration {
  /** What it does, for the one who reads the list. */
  name: string;
  migrate(kv: Deno.Kv): Promise<void>;
}

/** The first makes schema 2 of schema 1, and so on: a store that this program reads has the schema after the last. */
export const MIGRATIONS: readonly Migration[] = [];

interface Schema {
  version: number;
}

/**
 * Makes an empty store one of ours, or brings an older one up to date. Another process may do the same at the same time.
 *
 * @param location What messages call the store.
 * @throws {DeskError} `unavailable` when the store is another program's, or was written by a newer version of this one.
 */
export async function prepareSchema(
  kv: Deno.Kv,
  location: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const present = migrations.length + 1;
  for (;;) {
    const entry = await kv.get<Schema>(keys.schema);
    if (entry.versionstamp === null) {
      await initializeSchema(kv, location, present);
      continue;
    }
    const version = parseVersion(entry.value, location);
    if (version > present) throw createNewerSchemaError(location, version, present);
    if (version === present) return;
    await migrations[version - 1]!.migrate(kv);
    await kv.atomic().check(entry).set(keys.schema, { version: version + 1 } satisfies Schema).commit();
  }
}

async function initializeSchema(kv: Deno.Kv, location: string, version: number): Promise<void> {
  if (await hasEntries(kv) && (await kv.get(keys.schema)).versionstamp === null) {
    throw createForeignStoreError(location);
  }
  // Not committed when another process was first: then there is a schema to read.
  await kv.atomic().check({ key: keys.schema, versionstamp: null }).set(keys.schema, { version } satisfies Schema)
    .commit();
}

async function hasEntries(kv: Deno.Kv): Promise<boolean> {
  const { done } = await kv.list({ prefix: [] }, { limit: 1 }).next();
  return done !== true;
}

function parseVersion(schema: Schema | null, location: string): number {
  const version: unknown = schema?.version;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) throw createForeignStoreError(location);
  return version;
}

/** The failure of a store that holds something else. */
export function createForeignStoreError(
  location: string,
  what = "it is another program's Deno KV database",
): DeskError {
  return new DeskError(
    "unavailable",
    `${location} is not a support-mcp store: ${what}. It was left as it is; name another file with --db.`,
  );
}

function createNewerSchemaError(location: string, version: number, present: number): DeskError {
  return new DeskError(
    "unavailable",
    `The store ${location} was written by a newer support-mcp (schema ${version}, this one reads ${present}): ` +
      "update support-mcp. Nothing was changed.",
  );
}
