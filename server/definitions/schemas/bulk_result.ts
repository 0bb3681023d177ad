/** The result of a change of many tickets, and its preview. */

import * as z from "zod";
import { ticketRow } from "./ticket.ts";

export const bulkResult = z.object({
  batch_id: z.string().exactOptional().describe("For undo_batch. Absent in a preview, which changes nothing"),
  count: z.number().int().describe("The tickets that were changed, or would be"),
  tickets: z.array(z.object({ id: z.string(), revision: z.number().int() })),
  first: z.array(ticketRow).exactOptional().describe("The first tickets of a preview, as they are"),
  left: z.array(z.object({ reason: z.string(), code: z.string().exactOptional(), ids: z.array(z.string()) }))
    .describe("The tickets that stay the same"),
});

/** The values of a ticket that an undo may give back. */
const restored = ticketRow.pick({
  ...{ id: true, status: true, priority: true, assignee: true, tags: true, snoozed_until: true, custom: true },
});

/** The result of an undo, and its preview. */
export const undoResult = bulkResult.extend({
  restored: z.array(restored).exactOptional()
    .describe("The first tickets of a preview, with the values that they get back"),
  kept: bulkResult.shape.left.exactOptional().describe("The tickets that keep some values"),
});
