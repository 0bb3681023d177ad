/**
 * Puts tickets, accounts and articles together from what can be read of them.
 *
 * @module
 */

export { type Finding, type FindingKind, Findings, type PartFindings, type Report } from "./findings.ts";
export { assembleArticle, type AssembledArticle } from "./assemble_article.ts";
export { assembleCustomer, type AssembledCustomer, createLostCustomer } from "./assemble_customer.ts";
export { type AssembledTicket, assembleTicket, correctTicket } from "./assemble_ticket.ts";
export { EVERY_TICKET, readTicketParts, type TicketParts, type TicketRange } from "./ticket_parts.ts";
