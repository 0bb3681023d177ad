import { DatabaseSync, type StatementSync } from "node:sqlite";

/** The full-text search of SQLite (FTS5) with porter stems, by bm25, which joins the words of a query with OR. */
export class FullTextSearch implements Disposable {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;

  /** @param texts Numbered from 1. */
  constructor(path: string, texts: Iterable<string>) {
    this.#database = new DatabaseSync(path);
    this.#database.exec("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')");
    const insert = this.#database.prepare("INSERT INTO texts (text) VALUES (?)");
    this.#database.exec("BEGIN");
    for (const text of texts) insert.run(text);
    this.#database.exec("COMMIT");
    this.#find = this.#database.prepare(
      "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts), rowid DESC LIMIT ?",
    );
  }

  /** Finds the numbers of texts, best first. */
  find(text: string, limit: number): number[] {
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
    return this.#find.all(words.map((word) => `"${word}"`).join(" OR "), limit).map(({ rowid }) => Number(rowid));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
