/** Claims: a ticket that is somebody's for a while, so that two agents never work on the same one. */

import { DeskError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import type { Decision } from "./decision.ts";
import { releaseTicket } from "./ticket_record.ts";
import type { TicketRecord } from "../../ticket.ts";

/** Who puts run-out claims back: the desk itself. */
export const DESK_ACTOR: Actor = { kind: "system", name: "support-mcp", version: null };

const MAX_CLAIM_MINUTES = 24 * 60;

/** Makes the ticket `assignee`'s until the instant `until`. Working on it doesn't make the claim longer. */
export function claimTicket(ticket: TicketRecord, assignee: string, until: string): Decision {
  return { what: "claimed", ticket: { ...ticket, assignee, claimed_until: until } };
}

/** Ends a claim whose time ran out: the ticket waits for an owner again. */
export function expireClaim(ticket: TicketRecord): Decision {
  return { what: "claim_expired", ticket: releaseTicket(ticket) };
}

/** @throws {DeskError} `invalid` unless it is a whole number of minutes from one to a day. */
export function parseClaimMinutes(minutes: number): number {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_CLAIM_MINUTES) return minutes;
  throw new DeskError(
    "invalid",
    `A claim can't last ${minutes} minutes: give a whole number from 1 to ${MAX_CLAIM_MINUTES}.`,
  );
}
