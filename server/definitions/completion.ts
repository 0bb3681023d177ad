/** Completions that several definitions offer (MCP, server/utilities/completion). */

import { TIERS } from "../../store/mod.ts";
import type { Complete } from "./definition.ts";

const MAX_COMPLETIONS = 100;

/** Ids that begin with what was typed, the newest first. */
export const completeTicketId: Complete = (value, { tickets }) => tickets.completeId(value, MAX_COMPLETIONS);

/** E-mail addresses that begin with what was typed. */
export const completeEmail: Complete = (value, { customers }) => customers.completeEmail(value, MAX_COMPLETIONS);

export const completeTier: Complete = completeFrom(TIERS);

/** Completes from a few known values. */
export function completeFrom(values: readonly string[]): Complete {
  return (typed) => values.filter((value) => value.startsWith(typed.toLowerCase()));
}
