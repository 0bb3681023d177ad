/** The progress of a migration. It may be interrupted at any moment, and continues where it was. */

import {
  EncodedValue,
  type Key,
  type KeyValueStore,
  type ListedEntry,
  measureKey,
  type Mutation,
} from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

const MUTATIONS_PER_COMMIT = 900;
const KEY_BYTES_PER_COMMIT = 70_000;

/** As it is stored. */
interface Progress {
  /** The number of the last ticket that is done. */
  last: number;
  /** The tickets that are done. */
  tickets: number;
}

/** Another process migrates the same store. */
class RaceError extends Error {}

/** Runs a migration. If another process runs it too, this one continues where the other is. */
export async function runWithProgress(
  kv: KeyValueStore,
  migrate: (progress: MigrationProgress) => Promise<void>,
): Promise<void> {
  for (;;) {
    try {
      return await migrate(await MigrationProgress.read(kv));
    } catch (error) {
      if (!(error instanceof RaceError)) throw error;
    }
  }
}

export class MigrationProgress {
  private constructor(
    private readonly kv: KeyValueStore,
    private progress: Progress,
    private versionstamp: string | null,
  ) {}

  static async read(kv: KeyValueStore): Promise<MigrationProgress> {
    const { value, versionstamp } = await kv.get<Progress>(keys.migration);
    return new MigrationProgress(kv, value ?? { last: 0, tickets: 0 }, versionstamp);
  }

  get last(): number {
    return this.progress.last;
  }

  get tickets(): number {
    return this.progress.tickets;
  }

  /**
   * Commits, unless another process has gone on.
   *
   * @param done The last ticket that is done with this commit, and the number of those that are new.
   */
  async commit(mutations: readonly Mutation[], done?: Progress): Promise<void> {
    const progress = done === undefined
      ? this.progress
      : { last: done.last, tickets: this.progress.tickets + done.tickets };
    const result = await this.kv.commit({
      checks: [{ key: keys.migration, versionstamp: this.versionstamp }],
      mutations: [...mutations, { type: "set", key: keys.migration, value: EncodedValue.from(progress) }],
    });
    if (!result.ok) throw new RaceError();
    this.versionstamp = result.versionstamp;
    this.progress = progress;
  }
}

/** Lists mutations that delete everything under a prefix, to be committed in turn. */
export async function* listToDelete(kv: KeyValueStore, prefix: Key): AsyncGenerator<Mutation[]> {
  for (;;) {
    const found = await Array.fromAsync(kv.list({ prefix }, { limit: MUTATIONS_PER_COMMIT }));
    if (found.length === 0) return;
    yield takeFitting(found).map(({ key }) => ({ type: "delete", key }));
  }
}

function takeFitting(entries: readonly ListedEntry[]): readonly ListedEntry[] {
  let bytes = 0;
  const end = entries.findIndex(({ key }) => (bytes += measureKey(key)) > KEY_BYTES_PER_COMMIT);
  return end === -1 ? entries : entries.slice(0, Math.max(1, end));
}
