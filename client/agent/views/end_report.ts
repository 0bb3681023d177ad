import type { Tokens } from "../../models/mod.ts";

/** The reason for a run's end: the model made no more calls, a limit was reached, a person stopped it, or something failed. */
export type EndReason = "finished" | "steps" | "tokens" | "time" | "stopped" | "failed";

/** A call of a tool that may write. */
export interface WriteReport {
  server: string;
  tool: string;
  outcome: "done" | "failed" | "refused";
  text: string;
  /** Its server declares that it only reads, but the server is not trusted. */
  declaredReadOnly?: boolean;
  /** It failed, but may have taken effect. */
  isUncertain?: boolean;
}

/** The report at the end of a run, based on the results of tools and not on the model's words. */
export interface EndReport {
  reason: EndReason;
  /** The reason, as a sentence. */
  message: string;
  /** Ticket ids. */
  closed: string[];
  escalated: { ticket: string; priority: string; note: string }[];
  /** Tickets that the run came across and neither closed nor escalated, with the reason. */
  left: { ticket: string; why: string }[];
  /** Every call of a tool that may write. */
  writes: WriteReport[];
  steps: number;
  tokens: Tokens;
  /** In US dollars; null if the model's endpoint reports no cost. */
  cost: number | null;
  seconds: number;
}
