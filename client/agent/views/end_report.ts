/** What came of a run, told by what tools answered and not by what the model says. */

import type { Tokens } from "../../models/mod.ts";

/** Why the work ended: the model had no more to do; a bound was reached; a person stopped it; something failed. */
export type EndReason = "finished" | "steps" | "tokens" | "time" | "stopped" | "failed";

export interface EndReport {
  reason: EndReason;
  /** Why, in a sentence. */
  message: string;
  /** The tickets' ids. */
  closed: string[];
  escalated: { ticket: string; priority: string; note: string }[];
  /** Tickets that the run came across and that are neither closed nor escalated, and why. */
  left: { ticket: string; why: string }[];
  /** Every use of a tool that may have written. */
  writes: { server: string; tool: string; outcome: "done" | "failed" | "refused"; text: string }[];
  steps: number;
  tokens: Tokens;
  /** In US dollars, where the model's endpoint tells it; else null. */
  cost: number | null;
  seconds: number;
}
