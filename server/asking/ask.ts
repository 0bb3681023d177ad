/** Questions that a tool asks on its way: to the person, to the host's model, and for the client's roots. */

import type { Root } from "@modelcontextprotocol/server";
import type * as z from "zod";

/** A form for a person: flat, with simple fields, as hosts can render it (MCP, client/elicitation). */
export interface FormQuestion<Form extends z.ZodObject> {
  /** Names the question within its tool. */
  key: string;
  message: string;
  form: Form;
}

/** What became of a form; a value that the form doesn't take counts as declined. */
export type PersonAnswer<T> =
  | { outcome: "accepted"; value: T }
  | { outcome: "declined" | "cancelled" | "not_possible" };

export type ModelAnswer = { outcome: "accepted"; text: string } | { outcome: "not_possible" };

/**
 * The questions of one call. None of these throws for a host that declines, cancels, can't ask, or fails to: that is the
 * outcome. (A question still unanswered over 2026-07-28 does end the handler, which runs again with the answer.)
 */
export interface Ask {
  person<Form extends z.ZodObject>(question: FormQuestion<Form>): Promise<PersonAnswer<z.output<Form>>>;
  /** One short text from the host's model (MCP, client/sampling). */
  model(question: { key: string; prompt: string; maxTokens: number }): Promise<ModelAnswer>;
  /** The client's roots (MCP, client/roots), or null when it has none to tell. */
  roots(): Promise<Root[] | null>;
}
