import type { DatabaseSync, StatementSync } from "node:sqlite";
import { openScratchDatabase } from "../files/mod.ts";

/** Email addresses with an account, kept on disk because there can be more than fit in memory. */
export class KnownAccounts implements Disposable {
  readonly #scratch: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #select: StatementSync;

  private constructor(scratch: DatabaseSync) {
    this.#scratch = scratch;
    this.#insert = scratch.prepare("INSERT OR IGNORE INTO account VALUES (?)");
    this.#select = scratch.prepare("SELECT 1 FROM account WHERE email = ?");
  }

  static async open(): Promise<KnownAccounts> {
    return new KnownAccounts(await openScratchDatabase("CREATE TABLE account (email TEXT PRIMARY KEY) WITHOUT ROWID"));
  }

  /** @param email Normalized: trimmed and in lower case. */
  has(email: string): boolean {
    return this.#select.get(email) !== undefined;
  }

  add(email: string): void {
    this.#insert.run(email);
  }

  [Symbol.dispose](): void {
    this.#scratch.close();
  }
}
