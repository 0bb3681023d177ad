/** Claims: a ticket is assigned for a limited time, so that two agents never work on the same one. */

import { DeskError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import type { Decision } from "./decision.ts";
import type { TicketRecord } from "../../ticket.ts";

/** The author of automatic changes, such as the expiry of a claim. */
export const DESK_ACTOR: Actor = { kind: "system", name: "support-mcp", version: null };

const MAX_CLAIM_MINUTES = 24 * 60;

/**
 * Claims a ticket for `assignee`.
 *
 * @param until An ISO 8601 instant. Later changes do not extend the claim.
 */
export function claimTicket(ticket: TicketRecord, assignee: string, until: string): Decision {
  return { what: "claimed", ticket: { ...ticket, assignee, claimed_until: until } };
}

/** @throws {DeskError} `invalid` unless it is a whole number of minutes from one to a day. */
export function parseClaimMinutes(minutes: number): number {
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_CLAIM_MINUTES) return minutes;
  throw new DeskError(
    "invalid",
    `minutes cannot be ${minutes}. Use a whole number from 1 to ${MAX_CLAIM_MINUTES}.`,
  );
}
