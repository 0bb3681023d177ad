/** Validation of customers and tickets to import. */

export { createCustomerImportedEvent, parseArchivedCustomer, type ParsedCustomer } from "./customer.ts";
export {
  type CommentHead,
  correctMessageTimes,
  correctMisreadMessages,
  hasMessages,
  isMisreadMessage,
  toMessage,
} from "./customer_messages.ts";
export { findDifferingFields } from "./differing_fields.ts";
export { removeQuote } from "./quoted_reply.ts";
export { createImportedEvent, parseArchivedTicket, type ParsedTicket } from "./ticket.ts";
