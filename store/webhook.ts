/** Webhooks: events of tickets, sent to URLs of the settings. */

import { TICKET_EVENTS, type TicketEvent, type TicketEventKind } from "./event.ts";
import type { Ticket } from "./ticket.ts";

/** Events that no webhook gets: imports, of which there can be millions, and changes that were not made. */
type Unsent = "imported" | "not_approved";
export type WebhookEvent = Exclude<TicketEventKind, Unsent>;

export const WEBHOOK_EVENTS = TICKET_EVENTS.filter((name): name is WebhookEvent =>
  name !== "imported" && name !== "not_approved"
);

/** An event and its ticket, as programs get them. */
export interface WebhookMessage {
  /** `ticket.` and the event, such as `ticket.closed`. */
  type: string;
  /** The time of the event. */
  timestamp: string;
  data: {
    /** The present ticket, which may have changed since the event. */
    ticket: Ticket;
    event: Omit<TicketEvent, "ticket_id">;
  };
}

/** A message that is due. */
export interface WebhookDelivery {
  webhook: string;
  /** The same in every attempt. */
  id: string;
  /** The number of this attempt, from 1. */
  attempt: number;
  message: WebhookMessage;
}

/** The state of a webhook. */
export interface WebhookState {
  name: string;
  /** The messages that wait for their first or another attempt. */
  waiting: number;
  /** The time at which the first of them came into the queue (ISO 8601). */
  since: string | null;
  /** The messages that were given up, in the last 30 days. */
  failed: number;
  /** The last failure of a message that waits or was given up. */
  lastError: WebhookFailure | null;
}

/** The reason why an attempt failed. */
export type WebhookFailureCode =
  | "missing_secret" // the desk does not have the secret
  | "no_address" // the host name has no address
  | "private_address" // the address is not public, and the webhook does not allow that
  | "redirect" // the response leads to another URL
  | "status" // the response has another status than 2xx
  | "timeout"
  | "invalid_response" // the response is not HTTP
  | "connection" // the connection failed
  | "stopping"; // the server is stopping

export interface WebhookFailure {
  /** A sentence. */
  message: string;
  /** Null for a failure that an earlier version recorded. */
  code: WebhookFailureCode | null;
}

/** The attempts of this process to send messages. */
export interface WebhookAttempts {
  delivered: number;
  failed: number;
}

/**
 * The queues of webhooks. One process at a time works on them. A message is sent at least once: a process that ends during an
 * attempt cannot know the outcome.
 */
export interface Webhooks {
  /** The attempts since this process started, by webhook. */
  readonly attempts: ReadonlyMap<string, Readonly<WebhookAttempts>>;
  /** Takes the turn for a while, or keeps it. Returns false while another process has it. */
  takeTurn(): Promise<boolean>;
  /** Lets another process go on at once. */
  endTurn(): Promise<void>;
  /** Adds the messages of new events to the queue of a webhook. */
  queueEvents(webhook: string): Promise<void>;
  /** Returns messages that are due, oldest first. */
  listDue(webhook: string, limit: number): Promise<WebhookDelivery[]>;
  /** Removes a delivered message. */
  recordSuccess(delivery: WebhookDelivery): Promise<void>;
  /** Plans the next attempt, or gives the message up. */
  recordFailure(delivery: WebhookDelivery, failure: WebhookFailure): Promise<void>;
  /** Removes the queues of webhooks that the settings no longer have. */
  removeOthers(): Promise<void>;
  /** Returns the states of the webhooks in the settings. */
  list(): Promise<WebhookState[]>;
  /**
   * Makes messages that were given up due again.
   *
   * @param webhook All webhooks if undefined.
   * @returns Their number.
   */
  retry(webhook?: string): Promise<number>;
}
