/** Names for rows that bring none along, so that a second import knows them again. */

import { sha256Sync } from "../../base/sha256_sync.ts";
import { basename } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { openScratchDatabase } from "../files/mod.ts";

/** Of SHA-256, in bytes: among a billion rows, two meet by chance once in forty times. */
const DIGEST_BYTES = 8;
/** In UTF-16 code units, of the file's name: with the rest, an external id stays below its limit. */
const MAX_NAME_LENGTH = 100;

/**
 * Names rows by what is in them, and by how many such rows came before: where rows are added, moved or removed
 * meanwhile, the others keep their names, and two that are the same are still two.
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

  /** @param format Begins the names, such as `csv`; the file's name follows. */
  static async open(format: string, path: string): Promise<RowFingerprints> {
    const name = basename(path).replace(/[\s,"]+/g, "_").slice(-MAX_NAME_LENGTH);
    const schema = "CREATE TABLE row (digest BLOB PRIMARY KEY, count INTEGER) WITHOUT ROWID";
    return new RowFingerprints(`${format}:${name.toWellFormed()}`, await openScratchDatabase(schema));
  }

  /** The external id of the next row with this content, such as `csv:queries.csv:9f86d081884c7d65`. */
  next(content: string): string {
    const digest = sha256Sync(content).subarray(0, DIGEST_BYTES);
    const count = Number(this.#count.get(digest)?.count);
    return `${this.#prefix}:${digest.toHex()}${count === 1 ? "" : `:${count}`}`;
  }

  [Symbol.dispose](): void {
    this.#scratch.close();
  }
}
