/** Names for rows that bring none along, so that a second import knows them again. */

import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { openScratch } from "./scratch.ts";

/** Of SHA-256, in bytes: among a billion rows, two meet by chance once in forty times. */
const LENGTH = 8;
/** In UTF-16 code units, of the file's name: with the rest, an external id stays below its limit. */
const LONGEST_NAME = 100;

/**
 * Names rows by what is in them, and by how many such rows came before: where rows are added, moved or removed
 * meanwhile, the others keep their names, and two that are the same are still two.
 */
export class Fingerprints implements Disposable {
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
  static async open(format: string, path: string): Promise<Fingerprints> {
    const name = basename(path).replace(/[\s,"]+/g, "_").slice(-LONGEST_NAME);
    const schema = "CREATE TABLE row (digest BLOB PRIMARY KEY, count INTEGER) WITHOUT ROWID";
    return new Fingerprints(`${format}:${name.toWellFormed()}`, await openScratch(schema));
  }

  /** The external id of the next row with this content, such as `csv:queries.csv:9f86d081884c7d65`. */
  next(content: string): string {
    const digest = createHash("sha256").update(content).digest().subarray(0, LENGTH);
    const count = Number(this.#count.get(digest)?.count);
    return `${this.#prefix}:${digest.toString("hex")}${count === 1 ? "" : `:${count}`}`;
  }

  [Symbol.dispose](): void {
    this.#scratch.close();
  }
}
