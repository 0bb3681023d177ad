/** Texts that models read: tickets, events and customers in a few lines, with people's words marked. */

export { formatApproval, toApprovalRow } from "./approval.ts";
export { type ArticleLine, markArticleLines } from "./article_lines.ts";
export { formatArticleJson } from "./article_json.ts";
export { cutNotes, formatCustomer, formatCustomerRow } from "./customer.ts";
export { formatEvent, truncateEvent } from "./event.ts";
export { type ArticleRow, formatArticleEvent, formatArticleRow, toArticleRow } from "./knowledge_article.ts";
export { formatLinkRows, type LinkRow, toLinkRows } from "./links.ts";
export {
  formatComment,
  formatMatch,
  formatTicket,
  formatTicketRow,
  type ShownMatch,
  type TicketRow,
  toTicketRow,
} from "./ticket.ts";
