/** Completions that several definitions offer (MCP, server/utilities/completion). */

import { TIERS } from "../store/mod.ts";
import type { Complete } from "./definition.ts";

const MOST = 100;

/** Ids that begin with what was typed, the newest first. */
export const completeTicketId: Complete = (value, { tickets }) => tickets.completeId(value, MOST);

/** E-mail addresses that begin with what was typed. */
export const completeEmail: Complete = (value, { customers }) => customers.completeEmail(value, MOST);

export const completeTier: Complete = completeFrom(TIERS);

/** Completes from a few known values. */
export function completeFrom(values: readonly string[]): Complete {
  return (typed) => values.filter((value) => value.startsWith(typed.toLowerCase()));
}
