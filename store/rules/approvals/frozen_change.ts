import type { FrozenChange } from "../../approval.ts";
import { parseBulkUpdate } from "../batches/mod.ts";
import { parseCustomerUpdate, parseEmailAddress } from "../customers/mod.ts";
import { requireDifferent, toTicketNumber } from "../tickets/mod.ts";

/**
 * Validates a change and brings it into one form, so that equal changes are equal.
 *
 * @throws {DeskError} `invalid` or `not_found` for a change that can never be carried out.
 */
export function parseFrozenChange(change: FrozenChange): FrozenChange {
  if (change.tool === "update_account") {
    return { ...change, email: parseEmailAddress(change.email), update: parseCustomerUpdate(change.update) };
  }
  if (change.tool === "erase_customer") return { ...change, email: parseEmailAddress(change.email) };
  if (change.tool === "update_tickets") return { ...change, update: parseBulkUpdate(change.update) };
  if (change.tool === "undo_batch") return change;
  if (change.tool === "export_ticket") {
    toTicketNumber(change.ticket_id);
    return change;
  }
  for (const id of [change.ticket_id, change.into_ticket_id]) toTicketNumber(id);
  requireDifferent(change.ticket_id, change.into_ticket_id);
  return change;
}
