/**
 * Changes of tickets as rules stage them.
 *
 * @module
 */

export { recordLapses, recordLapsesForRead } from "./lapses.ts";
export { checkNotMerged, readLastTarget, readTicket } from "./read_ticket.ts";
export { changeTicket, requireCustomerNotErased, stageChange, stageTicketRefusal } from "./ticket_change.ts";
export {
  type CreatedRecord,
  createMissingAccountError,
  createTicket,
  getCreationReads,
  stageMissingAccount,
  stageNewTicket,
} from "./ticket_creation.ts";
export { requireNextNumber } from "./ticket_numbers.ts";
export { listEarlierKeys, listEarlierTexts } from "./earlier_texts.ts";
export { isCreation, keepCommit, type StoredTicketEvent } from "./stored_event.ts";
export { restoreEvents, toStoredEvent } from "./ticket_events.ts";
