/** Changes that need a person's approval. */

import * as z from "zod";
import { fromOutside } from "./outside_text.ts";
import { truncated, words } from "./values.ts";
import { APPROVAL_STATES } from "../../../store/mod.ts";

/** A change that waits, or waited, for a person's approval. */
export const approval = z.object({
  id: z.string(),
  state: z.enum(APPROVAL_STATES),
  tool: z.string().describe("The tool that asked for the change"),
  change: fromOutside(z.looseObject({}).describe("The exact values and revisions")),
  question: fromOutside(z.string().describe("Ends with words of customers")),
  requested_by: words,
  requested_at: z.string(),
  expires_at: z.string(),
  decided_by: words.nullable(),
  decided_via: z.string().nullable(),
  decided_at: z.string().nullable(),
  reason: words.nullable().describe("The reason why it was rejected, expired or failed, or tickets were left"),
  batch_id: z.string().exactOptional().describe("For undo_batch. Present for a bulk change that was granted"),
  changed_count: z.number().int().exactOptional().describe("The number of tickets that the batch has changed"),
  truncated,
});
