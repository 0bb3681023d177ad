/** The port between searches and the store that they read. */

import type { Tier } from "../../customer.ts";
import type { Comment, CustomValues, Relation, TicketRecord } from "../../ticket.ts";
import type { Position } from "./position.ts";
import type { Postings } from "../postings/mod.ts";

/** The postings of one term. */
export interface TermPostings {
  readonly term: string;
  /** The number of postings, possibly a few too many while changes are not merged. */
  readonly count: number;
  /** Reads the exact number of postings: zero for a term that only changed or retracted texts had. */
  readCount(): Promise<number>;
  /** The sum of the lengths of the texts with the term. */
  readonly lengths: number;
  /** The highest number of an item with the term, possibly too high. */
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
  listTerms(prefix: string, limit: number): Promise<readonly string[]>;
  /** Lists tickets by their last change. */
  listUpdated(range: PositionRange): Promise<Position[]>;
}

/** A range of a list. It includes the start and leaves out the end. */
export interface PositionRange {
  start: Position;
  end: Position;
  /** True to begin at the end. */
  reverse: boolean;
  limit: number;
}

/** A range of tickets in the order of their creation. */
export interface CreatedRange {
  /** The oldest creation time in the range, in milliseconds since the epoch. */
  from: number;
  /** The first position above the range. */
  below: Position;
  limit: number;
}

/** A list of tickets that are not closed. */
export interface DueList {
  /** True for the tickets that can be claimed, false for the others. */
  isClaimable: boolean;
  /** 0 for the lowest priority. */
  rank: number;
}

/** The part of an item that checks of expressions need. */
export interface SearchedItem {
  /** The number in the index, as text. */
  id: string;
  created_at: string;
  /** The email address of a ticket's customer. */
  customer?: string;
  assignee?: string | null;
  tags?: readonly string[];
  /** The other times of a ticket. */
  updated_at?: string;
  closed_at?: string | null;
  due_at?: string | null;
  custom?: CustomValues;
}

/** A word in the name or the address of a customer. */
export interface CustomerWord {
  word: string;
  /** The email address of the customer. */
  customer: string;
}

/** Reads the data that every search needs: of tickets, or of articles. */
export interface SearchSource<Item extends SearchedItem = SearchedItem> {
  /** True if a number in a query names the item with this number. */
  readonly isNumbered: boolean;
  openIndex(): Promise<IndexView>;
  /** Lists items by creation, newest first. */
  listNewest(range: CreatedRange): Promise<Position[]>;
  /** Lists tickets by their deadline. */
  listDue(list: DueList, range: PositionRange): Promise<Position[]>;
  /** Reads items by number; null for one that does not exist. */
  readRecords(numbers: readonly number[]): Promise<(Item | null)[]>;
  /** Reads the texts in which phrases are looked for, but for tags and names. */
  readTexts(item: Item): Promise<string[]>;
  /** Reads the tier of a customer; null if it cannot be read. */
  readTier(email: string): Promise<Tier | null>;
  /** Lists customers with a word in their name or address. */
  findCustomers(word: string, limit: number): Promise<string[]>;
  /** Lists customers with words that start like this in their name or address, by these words. */
  findCustomersByPrefix(prefix: string, limit: number): Promise<CustomerWord[]>;
  /** Reads the name of a customer; empty if there is none. */
  readCustomerName(email: string): Promise<string>;
  /** Lists the ticket that stands for a ticket, which may be merged, and those merged into it. The first one is unmerged. */
  listMerged(number: number): Promise<[number, ...number[]]>;
  /** Lists the tickets that these and their targets were merged into. */
  listMergeTargets(numbers: readonly number[]): Promise<number[]>;
  /** Lists the links that a ticket shows, with the numbers that it shows. */
  listLinks(number: number): Promise<{ relation: Relation; number: number }[]>;
  /** Returns the number of the ticket that was imported under an external id. */
  findExternal(externalId: string): Promise<number | null>;
}

/** Reads tickets. */
export interface TicketSource extends SearchSource<TicketRecord> {
  /** Lists tickets by their creation. */
  listCreated(range: PositionRange): Promise<Position[]>;
  readDescriptions(numbers: readonly number[]): Promise<string[]>;
  /** Reads the comments on a ticket one by one, newest first. */
  listNewestComments(number: number): AsyncIterable<Comment>;
}
