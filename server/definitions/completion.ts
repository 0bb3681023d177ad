/** Completions that several definitions share (MCP, server/utilities/completion). */

import { TIERS } from "../../store/mod.ts";
import type { Complete } from "./definition.ts";

const MAX_COMPLETIONS = 100;

/** Completes ticket ids, newest first. */
export const completeTicketId: Complete = (value, { tickets }) => tickets.completeId(value, MAX_COMPLETIONS);

/** Completes customers' email addresses. */
export const completeEmail: Complete = (value, { customers }) => customers.completeEmail(value, MAX_COMPLETIONS);

/** Completes ids of articles. */
export const completeArticleId: Complete = (value, { knowledge }) => knowledge.completeId(value, MAX_COMPLETIONS);

export const completeTier: Complete = completeFrom(TIERS);

/** Creates a completion for a fixed list of lower-case values. */
export function completeFrom(values: readonly string[]): Complete {
  return (typed) => values.filter((value) => value.startsWith(typed.toLowerCase()));
}
