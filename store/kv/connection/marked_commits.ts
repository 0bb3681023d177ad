/**
 * Commits that happen once at most, over a connection on which acknowledgements get lost.
 *
 * Deno's KV Connect client sends a commit again when no answer came, though the server may have taken it: the repeat then
 * fails its checks, and what was saved would look like a conflict with another writer. Besides, a commit that was given up
 * may still arrive much later.
 */

import { keys } from "../schema/keys.ts";

/** What becomes of a commit: Deno KV's own answer. */
export type CommitResult = Deno.KvCommitResult | Deno.KvCommitError;

/** Hands a commit to the store. */
export type SendCommit = (commit: Deno.AtomicOperation) => Promise<CommitResult>;

/** Hands it over as it is. */
export const sendUnmarked: SendCommit = (commit) => commit.commit();

/** How long the mark of a process that has ended is kept, in milliseconds. */
const MARK_RETENTION = 24 * 60 * 60 * 1_000;

/**
 * Writes a mark with each commit of a process, and checks the one before: so a commit can't be taken twice, nor after a
 * later one, and the mark tells which was taken last. Commits must follow one another.
 */
export class MarkedCommits {
  readonly #kv: Deno.Kv;
  readonly #key = keys.commitMark(crypto.randomUUID());
  #versionstamp: string | null = null;
  #count = 0;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  /**
   * Commits with the mark, which counts as one more check and one more value.
   *
   * @throws When no answer came: then whether it was taken isn't known.
   */
  readonly send: SendCommit = async (commit) => {
    const mark = ++this.#count;
    commit.check({ key: this.#key, versionstamp: this.#versionstamp }).set(this.#key, mark, {
      expireIn: MARK_RETENTION,
    });
    const result = await commit.commit();
    if (!result.ok) return await this.#answerFor(mark);
    this.#versionstamp = result.versionstamp;
    return result;
  };

  /** A commit that failed its checks may have been taken before. */
  async #answerFor(mark: number): Promise<CommitResult> {
    const { value, versionstamp } = await this.#kv.get<number>(this.#key);
    this.#versionstamp = versionstamp;
    return value === mark && versionstamp !== null ? { ok: true, versionstamp } : { ok: false };
  }
}
