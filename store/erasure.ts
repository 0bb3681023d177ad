/** Erasing what the desk has about a customer. */

import type { ChangeContext } from "./calls.ts";

export interface ErasureCounts {
  tickets: number;
  /** Those of the tickets, and those that the customer wrote in tickets of others. */
  comments: number;
  files: number;
}

/** Everything that an erasure would take, as a person approves it. */
export interface ErasurePreview extends ErasureCounts {
  /** In lower case. */
  email: string;
  /** The revision of the account; 0 if there is none. */
  revision: number;
  /** The ids of the tickets that must be closed before the erasure. */
  open: readonly string[];
  /** The number of tickets that became another customer's. Their histories lose the words of this one. */
  moved: number;
  /** The ids of other customers' tickets in which this one wrote messages. The messages are erased. */
  writtenIn: readonly string[];
  /** Tickets of other customers whose texts have the address, at most 20. They stay as they are. */
  mentions: readonly string[];
  /** Identifies the state of the account and its tickets. */
  state: string;
  /** True if the erasure has begun, and was interrupted or goes on at the moment. */
  isResumed: boolean;
}

export interface ErasedCustomer extends ErasureCounts {
  /** The address of the account that takes the place of the customer's. It has no personal data. */
  email: string;
  /** Tickets that became another customer's. Their histories lost the words of the erased one; their current texts stay. */
  moved: readonly string[];
  /** The ids of other customers' tickets in which the messages of this one were erased. */
  writtenIn: readonly string[];
  /** Tickets of other customers whose texts have the address, at most 20. They stay as they are. */
  mentions: readonly string[];
  /** Other places that have the address in any revision, and stay: `article ID` for at most 20 articles, and `the settings`. */
  elsewhere: readonly string[];
  /** The reason why the store's files may still have erased bytes; null if they have none. */
  remainder: string | null;
}

/** Erases customers. */
export interface Erasures {
  /**
   * Counts what an erasure would take.
   *
   * @throws {DeskError} `not_found`, or `wrong_state` if the customer is already erased.
   */
  preview(email: string): Promise<ErasurePreview>;
  /**
   * Erases a customer in the state of a preview: the account, and the words and files of the tickets, which stay as closed
   * tickets of an account without personal data. Tickets that come in or change during the erasure stay. Previews of an interrupted
   * erasure have its rest: the tickets that it covered from the start, and with another approval those that came in since.
   *
   * @throws {DeskError} `stale_revision` if the account or a ticket was changed since, or `wrong_state` if a ticket is not
   * closed, or tickets stay.
   */
  erase(email: string, state: string, context: ChangeContext): Promise<ErasedCustomer>;
  /**
   * Removes deleted bytes from the store's files.
   *
   * @returns The reason why some may be left; null if none are.
   */
  cleanFiles(): Promise<string | null>;
}
