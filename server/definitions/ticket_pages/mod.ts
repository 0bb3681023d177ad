/** A ticket in pages: its long texts, its comments and its files, each page within the size of a result. */

export { readCommentPage } from "./comment_page.ts";
export { fitTicket } from "./fit_ticket.ts";
export { formatPosition, type PagePosition, parsePosition } from "./page_position.ts";
export { showTicket, type TicketPage } from "./ticket_page.ts";
