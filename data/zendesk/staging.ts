/** Staging for exports, which have users, tickets and comments in any order and in many files. */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { SourceLocation } from "../rows/mod.ts";
import { openScratchDatabase } from "../files/mod.ts";
import type { Comment, NamedRecord, Ticket, User } from "./records.ts";

/** A record with its position. */
export interface Placed<T> {
  place: SourceLocation;
  value: T;
}

const SCHEMA = `
  CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT, rank INTEGER, updated TEXT, place TEXT, value TEXT);
  CREATE INDEX user_email ON user (email, rank, id);
  CREATE TABLE ticket (id INTEGER PRIMARY KEY, updated TEXT, place TEXT, value TEXT);
  CREATE TABLE comment (id INTEGER PRIMARY KEY, ticket INTEGER, at TEXT, place TEXT, value TEXT);
  CREATE INDEX comment_ticket ON comment (ticket, at, id);
  CREATE TABLE tag (ticket INTEGER, tag TEXT, place TEXT, PRIMARY KEY (ticket, tag)) WITHOUT ROWID;
  CREATE TABLE name (kind TEXT, id INTEGER, name TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID`;

/** Incremental exports can have several versions of a record. The newest one is kept. */
const NEWER =
  "ON CONFLICT (id) DO UPDATE SET updated = excluded.updated, place = excluded.place, value = excluded.value";
const IF_NEWER = "WHERE excluded.updated >= updated";

/** Keeps an export on disk and joins its records. */
export class Staging implements Disposable {
  readonly #scratch: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  private constructor(scratch: DatabaseSync) {
    this.#scratch = scratch;
  }

  static async open(): Promise<Staging> {
    return new Staging(await openScratchDatabase(SCHEMA));
  }

  addUser({ place, value }: Placed<User>): void {
    const rank = value.role === "end-user" ? 0 : 1;
    this.#run(
      `INSERT INTO user VALUES (?, ?, ?, ?, ?, ?) ${NEWER}, email = excluded.email, rank = excluded.rank ${IF_NEWER}`,
      [value.id, value.email, rank, value.updated_at ?? "", ...serialize({ place, value })],
    );
  }

  addTicket({ place, value }: Placed<Ticket>): void {
    const row = [value.id, value.updated_at ?? "", ...serialize({ place, value })];
    this.#run(`INSERT INTO ticket VALUES (?, ?, ?, ?) ${NEWER} ${IF_NEWER}`, row);
  }

  addComment({ place, value }: Placed<Comment>): void {
    const row = [value.id, value.ticket, value.at ?? "", ...serialize({ place, value })];
    this.#run("INSERT OR REPLACE INTO comment VALUES (?, ?, ?, ?, ?)", row);
  }

  addTag({ place, value: { ticket, tag } }: Placed<{ ticket: number; tag: string }>): void {
    this.#run("INSERT OR IGNORE INTO tag VALUES (?, ?, ?)", [ticket, tag, JSON.stringify(place)]);
  }

  addName(kind: "group" | "organization", { id, name }: NamedRecord): void {
    this.#run("INSERT OR REPLACE INTO name VALUES (?, ?, ?)", [kind, id, name]);
  }

  getUser(id: number): User | null {
    return this.#one<User>("SELECT place, value FROM user WHERE id = ?", [id])?.value ?? null;
  }

  /** Finds the owner of an address that users share: end users before agents, older users before newer ones. */
  findOwner(email: string): User | null {
    const sql = "SELECT place, value FROM user WHERE email = ? ORDER BY rank, id LIMIT 1";
    return this.#one<User>(sql, [email])?.value ?? null;
  }

  getName(kind: "group" | "organization", id: number | null): string {
    const row = id === null
      ? undefined
      : this.#statement("SELECT name FROM name WHERE kind = ? AND id = ?").get(kind, id);
    return row === undefined ? "" : String(row["name"]);
  }

  listComments(ticket: number): Placed<Comment>[] {
    const rows = this.#statement("SELECT place, value FROM comment WHERE ticket = ? ORDER BY at, id").all(ticket);
    return rows.map((row) => deserialize<Comment>(row));
  }

  listTags(ticket: number): string[] {
    return this.#statement("SELECT tag FROM tag WHERE ticket = ? ORDER BY tag").all(ticket).map((row) =>
      String(row["tag"])
    );
  }

  get ticketCount(): number {
    return Number(this.#statement("SELECT count(*) AS count FROM ticket").get()!["count"]);
  }

  /** Iterates users who are customers, by id. */
  iterateEndUsers(): Iterable<Placed<User>> {
    return this.#each("SELECT place, value FROM user WHERE rank = 0 ORDER BY id");
  }

  /** Iterates tickets by id, which is the order of their creation. */
  iterateTickets(): Iterable<Placed<Ticket>> {
    return this.#each("SELECT place, value FROM ticket ORDER BY id");
  }

  /** Iterates comments of tickets that are not in the export. */
  iterateStrayComments(): Iterable<Placed<Comment>> {
    return this.#each("SELECT place, value FROM comment WHERE ticket NOT IN (SELECT id FROM ticket) ORDER BY id");
  }

  /** Iterates tags of tickets that are not in the export. */
  *iterateStrayTags(): Iterable<Placed<{ ticket: number; tag: string }>> {
    const sql = "SELECT ticket, tag, place FROM tag WHERE ticket NOT IN (SELECT id FROM ticket)";
    for (const { ticket, tag, place } of this.#statement(sql).iterate()) {
      yield { place: JSON.parse(String(place)), value: { ticket: Number(ticket), tag: String(tag) } };
    }
  }

  [Symbol.dispose](): void {
    this.#scratch.close();
  }

  #run(sql: string, values: (string | number | null)[]): void {
    this.#statement(sql).run(...values);
  }

  #one<T>(sql: string, values: (string | number)[]): Placed<T> | null {
    const row = this.#statement(sql).get(...values);
    return row === undefined ? null : deserialize<T>(row);
  }

  *#each<T>(sql: string): Iterable<Placed<T>> {
    for (const row of this.#statement(sql).iterate()) yield deserialize<T>(row);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#scratch.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function serialize({ place, value }: Placed<unknown>): [place: string, value: string] {
  return [JSON.stringify(place), JSON.stringify(value)];
}

function deserialize<T>(row: Record<string, unknown>): Placed<T> {
  return { place: JSON.parse(String(row["place"])), value: JSON.parse(String(row["value"])) };
}
