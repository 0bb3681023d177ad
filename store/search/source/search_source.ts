/** The port between searches and the store that they read. */

import type { Tier } from "../../customer.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import type { Position } from "./position.ts";
import type { Postings } from "../postings/mod.ts";

/** The postings of one term. */
export interface TermPostings {
  readonly term: string;
  /** The number of postings, possibly a few too many while changes are not merged. */
  readonly count: number;
  /** The sum of the lengths of the texts with the term. */
  readonly lengths: number;
  /** The highest number of a ticket with the term, possibly too high. */
  readonly last: number;
  /** Reads all postings, in lists of different tickets. */
  readAll(): Promise<Postings[]>;
  /** Reads the lists that may have postings of these tickets, which are ascending. */
  readFor(numbers: Uint32Array): Promise<Postings[]>;
}

/** One view of the index: everything that was committed before it was opened. */
export interface IndexView {
  readTerms(terms: readonly string[]): Promise<TermPostings[]>;
  /** Lists terms with a prefix that occur in tickets, in the order of their keys. */
  listTerms(prefix: string, limit: number): Promise<string[]>;
}

/** A range of tickets in the order of their creation. */
export interface CreatedRange {
  /** The oldest creation time in the range, in milliseconds since the epoch. */
  from: number;
  /** The first position above the range. */
  below: Position;
  limit: number;
}

/** Reads the data that a search needs. */
export interface SearchSource {
  openIndex(): Promise<IndexView>;
  /** Lists tickets by creation, newest first. */
  listNewest(range: CreatedRange): Promise<Position[]>;
  /** Reads ticket records by number; null for a ticket that does not exist. */
  readRecords(numbers: readonly number[]): Promise<(TicketRecord | null)[]>;
  readDescriptions(numbers: readonly number[]): Promise<string[]>;
  /** Reads the text of every comment on a ticket. */
  readComments(number: number): Promise<string[]>;
  /** Reads the comments on a ticket one by one, newest first. */
  listNewestComments(number: number): AsyncIterable<Comment>;
  readCustomerName(email: string): Promise<string>;
  /** Reads the tier of a customer. */
  readTier(email: string): Promise<Tier>;
  /** Lists customers with a word in their name or address. */
  findCustomers(word: string, limit: number): Promise<string[]>;
  /** Returns the number of the ticket that was imported under an external id. */
  findExternal(externalId: string): Promise<number | null>;
}
