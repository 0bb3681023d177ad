/** The port between searches and the store that they read. */

import type { Tier } from "../customer.ts";
import type { TicketRecord } from "../ticket.ts";
import type { Position } from "./position.ts";

/** A ticket's place in the posting list of a term. */
export interface Posting {
  term: string;
  position: Position;
}

/** A range of a posting list. */
export interface PostingRange {
  /** The oldest creation time in the range, in milliseconds since the epoch. */
  from: number;
  /** The first position above the range. */
  below: Position;
  /** The most positions to read. */
  limit: number;
}

/** Reads the data that a search needs. */
export interface SearchSource {
  /** Reads positions from the posting list of a term, newest first. */
  listPositions(term: string, range: PostingRange): Promise<Position[]>;
  /** Checks which of the postings exist. */
  hasPostings(postings: readonly Posting[]): Promise<boolean[]>;
  /** Reads ticket records by number; null for a ticket that does not exist. */
  readRecords(numbers: readonly number[]): Promise<(TicketRecord | null)[]>;
  readDescription(number: number): Promise<string>;
  /** Reads the text of every comment on a ticket. */
  readComments(number: number): Promise<string[]>;
  /** Reads the tier of a customer. */
  readTier(email: string): Promise<Tier>;
}
