/** Texts that models read: tickets, events and customers in a few lines, with customers' words marked. */

export { formatActor } from "./actor.ts";
export { formatApproval, toApprovalRow } from "./approval.ts";
export { formatArticleJson } from "./article_json.ts";
export { formatCustomer } from "./customer.ts";
export { CUSTOMER_WORDS_NOTICE, markCustomerWords, truncate } from "./customer_words.ts";
export { formatEvent, truncateEvent } from "./event.ts";
export { formatComment, formatTicket, formatTicketRow, toTicketRow } from "./ticket.ts";
