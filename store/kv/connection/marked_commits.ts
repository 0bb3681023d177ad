/**
 * Commits that take effect at most once, over a connection that can lose acknowledgements.
 *
 * Deno's KV Connect client sends a commit again when no response came, though the server may have applied it. The repeat
 * then fails its checks, and a saved change looks like a conflict with another writer. A commit that timed out may also
 * arrive much later.
 */

import { type AtomicOperation, type CommitResult, StoreDecorator } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** The time to keep the mark of a process that has ended, in milliseconds. */
const MARK_RETENTION = 24 * 60 * 60 * 1_000;

/**
 * Writes a mark with each commit of the process, and checks the previous one. So a commit cannot be applied twice, nor
 * after a later one, and the mark shows which commit was applied last. Commits must not overlap. The mark counts as one
 * check and one mutation.
 */
export class MarkedCommits extends StoreDecorator {
  readonly #key = keys.commitMark(crypto.randomUUID());
  #versionstamp: string | null = null;
  #count = 0;

  /** @throws If no response came: the commit may have been applied. */
  override async commit({ checks, mutations }: AtomicOperation): Promise<CommitResult> {
    const mark = ++this.#count;
    const result = await super.commit({
      checks: [...checks, { key: this.#key, versionstamp: this.#versionstamp }],
      mutations: [...mutations, { type: "set", key: this.#key, value: mark, expireIn: MARK_RETENTION }],
    });
    if (!result.ok) return await this.#readOutcome(mark);
    this.#versionstamp = result.versionstamp;
    return result;
  }

  /** Finds out whether a commit that failed its checks had been applied before. */
  async #readOutcome(mark: number): Promise<CommitResult> {
    const { value, versionstamp } = await this.get<number>(this.#key);
    this.#versionstamp = versionstamp;
    return value === mark && versionstamp !== null ? { ok: true, versionstamp } : { ok: false };
  }
}
