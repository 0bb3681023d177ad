import type { DatabaseSync, StatementSync } from "node:sqlite";
import { openScratchDatabase } from "../files/mod.ts";

/** The customers of whom an import knows that they have an account: there may be more than memory holds. */
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

  /** @param email As the desk has it: trimmed, in lower case. */
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
