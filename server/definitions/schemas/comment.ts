/** Comments, and the conversation of a ticket. */

import * as z from "zod";
import { fromOutside } from "./outside_text.ts";
import { truncated, words } from "./values.ts";
import { COMMENT_KINDS, DELIVERIES } from "../../../store/mod.ts";

/** Present for what a merged ticket brought along. */
export const mergedFrom = z.string().exactOptional().describe("The id of the merged ticket that it belongs to");

export const comment = z.object({
  number: z.number().int(),
  author: words,
  kind: z.enum(COMMENT_KINDS).describe(
    "reply: for the customer, recorded but not sent; note: internal, for the team only; customer: written by the customer",
  ),
  delivery: z.enum(DELIVERIES).exactOptional()
    .describe("Only of a reply. not_sent: recorded, but a person must deliver it to the customer; sent: delivered"),
  body: fromOutside(z.string().describe("Empty if the comment was retracted")),
  at: z.string(),
  edited_at: z.string().exactOptional().describe("The last edit, or the retraction"),
  edited_by: words.exactOptional(),
  is_retracted: z.boolean().exactOptional(),
  truncated,
});

/** A comment in the conversation of a ticket. */
export const shownComment = comment.extend({ merged_from: mergedFrom });
