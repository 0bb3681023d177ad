/** The queue of a webhook. Its entries refer to events by their keys, so they have no words of customers. */

import { isChange } from "../../event.ts";
import type { WebhookFailureCode } from "../../webhook.ts";
import type { Transaction } from "../commit/mod.ts";
import { type Key, toKeyIdentity } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import type { FoundEvent } from "./new_events.ts";

const [SECOND, MINUTE, HOUR, DAY] = [1_000, 60_000, 3_600_000, 86_400_000];

/** The pauses before the second and the following attempts, in milliseconds: about a day in all. */
const PAUSES = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  1 * HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  8 * HOUR,
];

/** The share of a pause by which it varies, so that messages that failed together do not come together again. */
const JITTER = 0.2;

/** The time for which messages are kept that were given up, in milliseconds. */
export const FAILED_RETENTION = 30 * DAY;

/** A message in the queue. */
export interface QueuedMessage {
  id: string;
  /** The key of the event. */
  event: Key;
  /** The attempts that have failed. */
  attempts: number;
  error?: string;
  /** Earlier versions did not store it. */
  code?: WebhookFailureCode;
  /** The time at which it came into the queue (ms since the epoch). Earlier versions did not store it. */
  since?: number;
}

/** Adds the message of an event, due at once. */
export function stageMessage(transaction: Transaction, webhook: string, { key, event }: FoundEvent): void {
  const message: QueuedMessage = { id: toMessageId(event), event: key, attempts: 0, since: transaction.now };
  transaction.set(keys.queuedMessage(webhook, transaction.now, toUnique(message)), message);
}

/** An event that changes nothing has the revision of a change, and can have its time, too. */
function toMessageId(event: StoredTicketEvent): string {
  const id = `evt_${event.ticket_id}_${event.revision}_${Date.parse(event.at).toString(36)}`;
  return isChange(event) ? id : `${id}_${event.what}`;
}

/** Plans the next attempt after one that failed, or gives the message up. */
export function stageFailure(transaction: Transaction, webhook: string, failed: QueuedMessage): void {
  const pause = PAUSES[failed.attempts - 1];
  if (pause === undefined) {
    const key = keys.failedMessage(webhook, transaction.now, toUnique(failed));
    return transaction.set(key, failed, { expireIn: FAILED_RETENTION });
  }
  const due = transaction.now + Math.round(pause * (1 + JITTER * (2 * Math.random() - 1)));
  transaction.set(keys.queuedMessage(webhook, due, toUnique(failed)), failed);
}

/** Makes a message due that was given up. */
export function stageRetry(transaction: Transaction, webhook: string, { id, event }: QueuedMessage): void {
  const message: QueuedMessage = { id, event, attempts: 0, since: transaction.now };
  transaction.set(keys.queuedMessage(webhook, transaction.now, toUnique(message)), message);
}

/** Messages of the same moment come in the order of their tickets and revisions. */
function toUnique({ event }: QueuedMessage): string {
  return toKeyIdentity(event);
}
