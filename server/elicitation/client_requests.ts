/** Questions that a tool asks on its way: to the person, to the host's model, and for the client's roots. */

import type { Root } from "@modelcontextprotocol/server";
import type { RequestOutcome, RequestRecord } from "../../store/mod.ts";
import type { FormFields, FormValues } from "./form.ts";

/** A form for a person: flat, with simple fields, as hosts can render it (MCP, client/elicitation). */
export interface FormRequest<F extends FormFields> {
  /** Names the question within its tool. */
  key: string;
  message: string;
  fields: F;
}

/** What became of a form; an accepted form with a value that its fields don't take counts as declined. */
export type FormResult<T> =
  | { outcome: "accepted"; value: T }
  | { outcome: "declined" | "cancelled" | "not_possible" };

export interface SamplingRequest {
  key: string;
  prompt: string;
  maxTokens: number;
}

export type SamplingResult = { outcome: "accepted"; text: string } | { outcome: "not_possible" };

/** Something that can't be undone, for a person to say yes to. */
export interface ApprovalRequest {
  /** Names the question and the revisions that it shows: a yes to other ones is no yes to this. */
  key: string;
  /** What will happen, with the very values. */
  message: string;
  /** The yes in words, such as "Yes, merge #42 into #43". */
  acceptLabel: string;
}

/**
 * The questions of one call. None of these throws for a host that declines, cancels, can't ask, or fails to: that is the
 * outcome. (A question still unanswered over 2026-07-28 does end the handler, which runs again with the answer: so a
 * handler asks first, always the same questions in the same order, and writes last.)
 */
export interface ClientRequests {
  elicit<F extends FormFields>(question: FormRequest<F>): Promise<FormResult<FormValues<F>>>;
  /**
   * A person's yes: `accepted`, or `unattended` where the server was started so and the host can't ask. Anything else
   * means that nothing may happen.
   */
  requestApproval(approval: ApprovalRequest): Promise<RequestOutcome>;
  /** One short text from the host's model (MCP, client/sampling). */
  sample(question: SamplingRequest): Promise<SamplingResult>;
  /** The client's roots (MCP, client/roots), or null when it has none to tell. */
  listRoots(): Promise<Root[] | null>;
  /** What was asked so far and what came of it, for the history. */
  readonly records: readonly RequestRecord[];
}
