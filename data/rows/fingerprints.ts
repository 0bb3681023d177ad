/** External ids for rows without one, so that imports are idempotent. */

import { sha256Sync } from "../../base/bytes/sha256_sync.ts";
import { basename } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { omitGzipEnding, openScratchDatabase } from "../files/mod.ts";

/** Of SHA-256. Among a billion rows, the chance of one collision is 1 in 40. */
const DIGEST_BYTES = 8;
/** Of the file name, in UTF-16 code units. Keeps the external id within its limit. */
const MAX_NAME_LENGTH = 100;

/**
 * Names rows by their content and the number of equal rows before them. Rows keep their names when others are added,
 * moved or removed, and equal rows stay distinct.
 */
export class RowFingerprints implements Disposable {
  readonly #prefix: string;
  readonly #scratch: DatabaseSync;
  readonly #count: StatementSync;

  private constructor(prefix: string, scratch: DatabaseSync) {
    this.#prefix = prefix;
    this.#scratch = scratch;
    this.#count = scratch.prepare(
      "INSERT INTO row VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count",
    );
  }

  /** @param format The prefix, such as `csv`. The file's name follows it, without the ending of a compressed file. */
  static async open(format: string, path: string): Promise<RowFingerprints> {
    const name = omitGzipEnding(basename(path)).replace(/[\s,"]+/g, "_").slice(-MAX_NAME_LENGTH);
    const schema = "CREATE TABLE row (digest BLOB PRIMARY KEY, count INTEGER) WITHOUT ROWID";
    return new RowFingerprints(`${format}:${name.toWellFormed()}`, await openScratchDatabase(schema));
  }

  /** Returns the external id of the next row with this content, such as `csv:queries.csv:9f86d081884c7d65`. */
  next(content: string): string {
    const digest = sha256Sync(content).subarray(0, DIGEST_BYTES);
    const count = Number(this.#count.get(digest)?.count);
    return `${this.#prefix}:${digest.toHex()}${count === 1 ? "" : `:${count}`}`;
  }

  [Symbol.dispose](): void {
    this.#scratch.close();
  }
}
