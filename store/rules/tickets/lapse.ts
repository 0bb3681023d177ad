/** Changes that time makes: the end of a claim, and the end of a snooze. */

import type { TicketRecord } from "../../ticket.ts";
import { isSnoozeOver, wakeTicket } from "../deadlines/mod.ts";
import type { Decision } from "./decision.ts";
import { isClaimExpired, releaseTicket } from "./ticket_record.ts";

/**
 * Finds what has ended on a ticket, the earlier first. The event has the time at which it did.
 *
 * @param now In milliseconds since the epoch.
 */
export function listLapses(ticket: TicketRecord, now: number): Decision[] {
  const lapses: Decision[] = [];
  let seen = ticket;
  const add = (what: Decision["what"], changed: TicketRecord, end: string) => {
    const at = end > ticket.updated_at ? end : ticket.updated_at;
    lapses.push({ what, ticket: seen = changed, at });
  };
  const { claimed_until, snoozed_until } = ticket;
  const endClaim = () => isClaimExpired(seen, now) && add("claim_expired", releaseTicket(seen), claimed_until!);
  const endSnooze = () => isSnoozeOver(seen, now) && add("snooze_ended", wakeTicket(seen), snoozed_until!);
  const isClaimFirst = claimed_until !== null && claimed_until <= (snoozed_until ?? claimed_until);
  for (const end of isClaimFirst ? [endClaim, endSnooze] : [endSnooze, endClaim]) end();
  return lapses;
}
