/** The building blocks of tool schemas: flat and typed, as the strictest hosts require. */

export { approval } from "./approval.ts";
export { article, articleId, articleRow, audience } from "./article.ts";
export { comment, shownComment } from "./comment.ts";
export { customer } from "./customer.ts";
export { actor, customerEvent, ticketEvent } from "./history.ts";
export { attachment, ticketDetails, ticketRow } from "./ticket.ts";
export {
  cursor,
  email,
  idempotency_key,
  limit,
  nextCursor,
  openStatus,
  priority,
  tags,
  ticketId,
  tier,
  timeText,
  unchanged,
  words,
  writeConditions,
} from "./values.ts";
