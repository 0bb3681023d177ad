/** Claims on tickets, and the queue of open, unassigned tickets. */

import type { Origin } from "../../rules/history/mod.ts";
import { claimTicket, DESK_ACTOR, expireClaim, isClaimExpired } from "../../rules/tickets/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import {
  type ChangeCall,
  commitOnce,
  type CommittedResult,
  type Rule,
  type Store,
  type Transaction,
} from "../commit/mod.ts";
import { isClaimable } from "../index/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { changeTicket, readTicket, stageChange } from "../ticket_changes/mod.ts";

/** The expired claims that one commit releases. Each ticket is a check, and KV Connect allows ten. */
const EXPIRED_PER_COMMIT = 8;
/** The commits that one claim waits for. The next claim continues where it stopped. */
const MAX_ROUNDS = 6;

/** Returns tickets with expired claims to the queue, at the place that they had before. */
export async function releaseExpiredClaims({ commits }: Store): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (await commits.commit(expireClaims, { alone: true }) < EXPIRED_PER_COMMIT) return;
  }
}

/** Another process claimed the head of the queue between our list and our read. */
class HeadTakenError extends Error {}

/**
 * Assigns the head of the queue: the most urgent ticket, and of those the oldest. This lists the queue, so the rule runs
 * alone.
 *
 * @returns Null if the queue is empty.
 */
export async function claimQueueHead(
  store: Store,
  assignee: string,
  minutes: number,
  call: ChangeCall,
): Promise<CommittedResult<TicketRecord | null>> {
  const rule = createClaimRule(assignee, minutes, call.context);
  for (;;) {
    try {
      return await commitOnce(store, call, rule, { alone: true });
    } catch (error) {
      if (!(error instanceof HeadTakenError)) throw error;
    }
  }
}

function createClaimRule(assignee: string, minutes: number, origin: Origin): Rule<TicketRecord | null> {
  return async (transaction) => {
    const number = await findQueueHead(transaction);
    if (number === null) return null;
    const ticket = await readTicket(transaction, number, undefined);
    if (!isClaimable(ticket)) throw new HeadTakenError();
    const until = formatInstant(transaction.now + minutes * 60_000);
    return changeTicket(transaction, ticket, (seen) => claimTicket(seen, assignee, until), origin);
  };
}

async function findQueueHead(transaction: Transaction): Promise<number | null> {
  for await (const { key } of transaction.list({ prefix: prefixes.queue }, { limit: 1 })) return Number(key.at(-1));
  return null;
}

async function expireClaims(transaction: Transaction): Promise<number> {
  const expired = { start: keys.lease(0, 0), end: keys.lease(transaction.now + 1, 0) };
  const leases = await Array.fromAsync(transaction.list(expired, { limit: EXPIRED_PER_COMMIT }));
  for (const { key } of leases) {
    const ticket = await readTicket(transaction, Number(key.at(-1)), undefined);
    if (isClaimExpired(ticket, transaction.now)) {
      stageChange(transaction, ticket, expireClaim(ticket), { by: DESK_ACTOR });
    }
  }
  return leases.length;
}
