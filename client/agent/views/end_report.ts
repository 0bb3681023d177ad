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

/** A change that a person must approve first, as the desk of this program reports it. */
export interface WaitingChange {
  /** The id of the approval, such as `A3`. */
  approval: string;
  server: string;
  tool: string;
  /** Null if the call did not name one ticket. */
  ticket: string | null;
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
  /** Changes that wait for a person's approval in the desk. */
  waiting: WaitingChange[];
  /** Every call of a tool that may write. */
  writes: WriteReport[];
  steps: number;
  tokens: Tokens;
  /** In US dollars; null if the model's endpoint reports no cost. */
  cost: number | null;
  seconds: number;
  /** The runs of a watch, oldest first; the other members are about all of them together. Undefined for a single run. */
  runs?: RunReport[];
}

/** One run of a watch. */
export interface RunReport extends Omit<EndReport, "writes" | "runs"> {
  /** Runs count from 1. */
  run: number;
  /** The start, in UTC. */
  started: string;
  /** The number of calls that may have changed something. */
  changes: number;
}
