/** Who works on what: the queue of open tickets without an owner, and the claims on them. */

import { claimTicket, DESK_ACTOR, expireClaim } from "../../rules/tickets/claim.ts";
import { formatInstant } from "../../rules/values/instant.ts";
import type { Origin } from "../../rules/history/event_parts.ts";
import { isClaimExpired } from "../../rules/tickets/ticket_record.ts";
import type { TicketRecord } from "../../ticket.ts";
import { type ChangeCall, commitOnce, type CommittedResult } from "../commit/idempotency.ts";
import { keys, prefixes } from "../schema/keys.ts";
import type { Store } from "../commit/store.ts";
import { changeTicket, stageChange } from "../ticket_changes/ticket_change.ts";
import { isClaimable } from "../index/ticket_index.ts";
import { readTicket } from "../ticket_changes/read_ticket.ts";
import type { Rule, Transaction } from "../commit/transaction.ts";

/** How many run-out claims one commit puts back: each ticket is a check, and KV Connect allows ten. */
const EXPIRED_PER_COMMIT = 8;
/** How many commits of those one claim waits for; the next claim goes on where it stopped. */
const MAX_ROUNDS = 6;

/** Puts tickets whose claims ran out back into the queue, where they stand as if nobody had claimed them. */
export async function releaseExpiredClaims({ commits }: Store): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (await commits.commit(expireClaims, { alone: true }) < EXPIRED_PER_COMMIT) return;
  }
}

/** Another process claimed the head of the queue between our listing and our reading: the next one is the head now. */
class HeadTakenError extends Error {}

/**
 * Gives the head of the queue (the most urgent, of those the one that waits longest) to `assignee`. Lists the queue, so
 * it runs alone.
 *
 * @param call What is asked for, by whom.
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
  const runOut = { start: keys.lease(0, 0), end: keys.lease(transaction.now + 1, 0) };
  const leases = await Array.fromAsync(transaction.list(runOut, { limit: EXPIRED_PER_COMMIT }));
  for (const { key } of leases) {
    const ticket = await readTicket(transaction, Number(key.at(-1)), undefined);
    if (isClaimExpired(ticket, transaction.now)) {
      stageChange(transaction, ticket, expireClaim(ticket), { by: DESK_ACTOR });
    }
  }
  return leases.length;
}
