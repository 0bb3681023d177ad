/** The end of claims. The first reader or writer that could notice an expired claim releases it. */

import { DeskError } from "../../errors.ts";
import { DESK_ACTOR, expireClaim, isClaimExpired } from "../../rules/tickets/mod.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { getLeaseKey } from "../index/mod.ts";
import type { KeyRange } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { readTicket, stageChange } from "../ticket_changes/mod.ts";

/** The expired claims that one commit releases. Each ticket is a check, as may be its customer, and KV Connect allows ten. */
const CLAIMS_PER_COMMIT = 4;

/** Releases all expired claims. Their tickets return to the places that they had in the queue. */
export async function releaseExpiredClaims({ kv, commits, now }: Store): Promise<void> {
  let isExpired = false;
  for await (const _ of kv.list(getExpiredRange(now()), { limit: 1 })) isExpired = true;
  while (isExpired) isExpired = await commits.commit(releaseSomeClaims, { alone: true }) === CLAIMS_PER_COMMIT;
}

/** Does the same before a read, which goes on if the store cannot be written: then counts and filters are late. */
export async function releaseExpiredClaimsForRead(store: Store): Promise<void> {
  try {
    await releaseExpiredClaims(store);
  } catch (error) {
    if (!(error instanceof DeskError) || error.code !== "unavailable") throw error;
  }
}

async function releaseSomeClaims(transaction: Transaction): Promise<number> {
  const leases = await Array.fromAsync(
    transaction.list(getExpiredRange(transaction.now), { limit: CLAIMS_PER_COMMIT }),
  );
  for (const { key } of leases) {
    const ticket = await readTicket(transaction, Number(key.at(-1)), undefined);
    if (isClaimExpired(ticket, transaction.now)) {
      await stageChange(transaction, ticket, expireClaim(ticket), { by: DESK_ACTOR });
    } else if (key.some((part, index) => part !== getLeaseKey(ticket)?.[index])) {
      transaction.delete(key); // it belongs to an earlier claim
    }
  }
  return leases.length;
}

/** @param now In milliseconds since the epoch. */
function getExpiredRange(now: number): KeyRange {
  return { start: keys.lease(0, 0), end: keys.lease(now + 1, 0) };
}
