/** Requests that a tool sends to the client during a call: elicitation, sampling and roots. */

import type { Root } from "@modelcontextprotocol/server";
import type { RequestOutcome, RequestRecord } from "../../../store/mod.ts";
import type { FormFields, FormValues } from "./form.ts";

/** A form for a person: flat, with the simple fields that hosts can render (MCP, client/elicitation). */
export interface FormRequest<Fields extends FormFields> {
  /** Identifies the request within its tool. */
  key: string;
  message: string;
  fields: Fields;
}

/** The result of a form. An accepted form with an invalid value counts as declined. */
export type FormResult<Values> =
  | { outcome: "accepted"; value: Values }
  | { outcome: "declined" | "cancelled" | "not_possible" };

export interface SamplingRequest {
  /** Identifies the request within its tool. */
  key: string;
  prompt: string;
  maxTokens: number;
}

export type SamplingResult = { outcome: "accepted"; text: string } | { outcome: "not_possible" };

/** A question to a person about one exact change. */
export interface ApprovalRequest {
  /** Identifies the request and the revisions that it shows. An approval of other revisions is not valid for it. */
  key: string;
  /** One line with ids, values and revisions. */
  message: string;
  /** Outside text in quotation marks (see `outside_text.ts`), which follows the message. People see no marks for models. */
  outsideText: string;
  /** The label of the choice that approves, such as "Yes, merge #42 into #43". */
  acceptLabel: string;
}

/** Formats the whole question, as people see it in forms, in histories and as a pending approval. */
export function formatQuestion({ message, outsideText }: ApprovalRequest): string {
  return `${message} ${outsideText}`;
}

/**
 * The client requests of one call. If the host declines, cancels, fails or does not support a request, that is its
 * outcome, not an error. Over 2026-07-28 a request without a response ends the handler, which runs again from the start
 * with the response. A handler therefore sends its requests first, always the same ones in the same order, and writes
 * last.
 */
export interface ClientRequests {
  /** Asks a person to fill in a form. Not possible if the server is unattended. */
  elicit<Fields extends FormFields>(request: FormRequest<Fields>): Promise<FormResult<FormValues<Fields>>>;
  /**
   * Asks a person to approve a change. `accepted` is an approval, and so is `unattended`: the server was started to change
   * things without asking. With any other outcome the tool must change nothing.
   */
  requestApproval(request: ApprovalRequest): Promise<RequestOutcome>;
  /** Requests a short text from the host's model (MCP, client/sampling). */
  sample(request: SamplingRequest): Promise<SamplingResult>;
  /** Lists the client's roots (MCP, client/roots), or returns null if it has none to share. */
  listRoots(): Promise<Root[] | null>;
  /** The elicitation and sampling requests so far with their outcomes, for the history. */
  readonly records: readonly RequestRecord[];
}
