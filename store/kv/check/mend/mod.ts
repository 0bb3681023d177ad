/**
 * Puts tickets and accounts together from what can be read of them.
 *
 * @module
 */

export { type Finding, type FindingKind, Findings } from "./findings.ts";
export { createLostCustomer, mendCustomer, type MendedCustomer } from "./mend_customer.ts";
export { type MendedTicket, mendTicket } from "./mend_ticket.ts";
export { readTicketParts, type TicketParts } from "./ticket_parts.ts";
