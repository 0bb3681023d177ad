/** The change log, to which every process on the store adds what its commits changed. */

import type { Change } from "../../desk.ts";
import type { KeyValueStore, ListOptions } from "../port/mod.ts";
import { keys, listOwnKeys } from "../schema/mod.ts";

/** The changes of one commit. */
export interface LoggedCommit {
  versionstamp: string;
  changes: readonly Change[];
}

/**
 * Lists commits, oldest first.
 *
 * @param start The lowest versionstamp.
 */
export async function* listCommits(
  kv: KeyValueStore,
  start: string,
  options?: ListOptions,
): AsyncGenerator<LoggedCommit> {
  const range = { prefix: keys.changes, start: [...keys.changes, start] };
  for await (const { key, value } of kv.list<Change[]>(range, options)) {
    if (Array.isArray(value)) yield { versionstamp: String(key.at(-1)), changes: value };
  }
}

/** Reads the versionstamp of the latest commit; the empty string if there is none. */
export async function readLatestCommit(kv: KeyValueStore): Promise<string> {
  const [last] = await listOwnKeys(kv, { prefix: keys.changes }, { reverse: true, limit: 1 });
  return last === undefined ? "" : String(last.at(-1));
}

/** Returns the lowest string that sorts after a versionstamp and before the next one. */
export function toStartAfter(versionstamp: string): string {
  return `${versionstamp}0`;
}
