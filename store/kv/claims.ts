/** Who works on what: the queue of open tickets without an owner, and the claims on them. */

import { claimTicket, DESK, expireClaim } from "../rules/claiming.ts";
import { instant } from "../rules/instant.ts";
import type { Origin } from "../rules/event_parts.ts";
import { claimHasRunOut } from "../rules/ticket_record.ts";
import type { TicketRecord } from "../ticket.ts";
import { type Answered, type Call, commitOnce } from "./idempotency.ts";
import { keys, prefixes } from "./keys.ts";
import type { Store } from "./store.ts";
import { changeTicket, stageChange } from "./ticket_change.ts";
import { waits } from "./ticket_index.ts";
import { readTicket } from "./ticket_reads.ts";
import type { Rule, Transaction } from "./transaction.ts";

/** How many run-out claims one commit puts back: each ticket is a check, and KV Connect allows ten. */
const EXPIRED_AT_ONCE = 8;
/** How many commits of those one claim waits for; the next claim goes on where it stopped. */
const ROUNDS = 6;

/** Puts tickets whose claims ran out back into the queue, where they stand as if nobody had claimed them. */
export async function returnRunOutClaims({ commits }: Store): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    if (await commits.commit(expireClaims, { alone: true }) < EXPIRED_AT_ONCE) return;
  }
}

/** Another process claimed the head of the queue between our listing and our reading: the next one is the head now. */
class HeadTaken extends Error {}

/**
 * Gives the head of the queue (the most urgent, of those the one that waits longest) to `assignee`. Lists the queue, so
 * it runs alone.
 *
 * @param call What is asked for, by whom.
 */
export async function claimHead(
  store: Store,
  assignee: string,
  minutes: number,
  call: Call,
): Promise<Answered<TicketRecord | null>> {
  const rule = claiming(assignee, minutes, call.context);
  for (;;) {
    try {
      return await commitOnce(store, call, rule, { alone: true });
    } catch (error) {
      if (!(error instanceof HeadTaken)) throw error;
    }
  }
}

function claiming(assignee: string, minutes: number, origin: Origin): Rule<TicketRecord | null> {
  return async (transaction) => {
    const number = await headOfQueue(transaction);
    if (number === null) return null;
    const ticket = await readTicket(transaction, number, undefined);
    if (!waits(ticket)) throw new HeadTaken();
    const until = instant(transaction.now + minutes * 60_000);
    return changeTicket(transaction, ticket, (seen) => claimTicket(seen, assignee, until), origin);
  };
}

async function headOfQueue(transaction: Transaction): Promise<number | null> {
  for await (const { key } of transaction.list({ prefix: prefixes.queue }, { limit: 1 })) return Number(key.at(-1));
  return null;
}

async function expireClaims(transaction: Transaction): Promise<number> {
  const runOut = { start: keys.lease(0, 0), end: keys.lease(transaction.now + 1, 0) };
  const leases = await Array.fromAsync(transaction.list(runOut, { limit: EXPIRED_AT_ONCE }));
  for (const { key } of leases) {
    const ticket = await readTicket(transaction, Number(key.at(-1)), undefined);
    if (claimHasRunOut(ticket, transaction.now)) stageChange(transaction, ticket, expireClaim(ticket), { by: DESK });
  }
  return leases.length;
}
