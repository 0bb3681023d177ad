import { DatabaseSync, type StatementSync } from "node:sqlite";

/** The full-text search of SQLite (FTS5) with porter stems, by bm25, which joins the words of a query with OR. */
export class FullTextSearch implements Disposable {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #findTexts: StatementSync;

  /** @param texts Numbered from 1. */
  constructor(path: string, texts: Iterable<string>) {
    this.#database = new DatabaseSync(path);
    this.#database.exec("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')");
    const insert = this.#database.prepare("INSERT INTO texts (text) VALUES (?)");
    this.#database.exec("BEGIN");
    for (const text of texts) insert.run(text);
    this.#database.exec("COMMIT");
    // SQLite prepares a statement with `LIMIT ?` again for each value.
    const found = "FROM texts WHERE texts MATCH ? ORDER BY bm25(texts), rowid DESC LIMIT +?";
    this.#find = this.#database.prepare(`SELECT rowid ${found}`);
    this.#findTexts = this.#database.prepare(
      `SELECT rowid, text, snippet(texts, 0, '', '', '…', 24) AS excerpt ${found}`,
    );
  }

  /** Finds the numbers of texts, best first. */
  find(text: string, limit: number): number[] {
    return this.#find.all(toQuery(text), limit).map(({ rowid }) => Number(rowid));
  }

  /** Finds texts, best first, with the part of each that matches best. */
  findTexts(text: string, limit: number): { text: string; excerpt: string }[] {
    return this.#findTexts.all(toQuery(text), limit)
      .map(({ text, excerpt }) => ({ text: String(text), excerpt: String(excerpt) }));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

function toQuery(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => `"${word}"`).join(" OR ");
}
