/**
 * The building blocks of tool schemas: flat and typed, as the strictest hosts require. Tools and prompts do not import them,
 * but get them as {@linkcode Schemas} when their schemas are needed.
 *
 * @module
 */

export { approval } from "./approval.ts";
export { article, articleId, articleRow, audience } from "./article.ts";
export { bulkResult, undoResult } from "./bulk_result.ts";
export { comment, shownComment } from "./comment.ts";
export { customer, newAccount } from "./customer.ts";
export { actor, customerEvent, ticketEvent } from "./history.ts";
export { limitedText } from "./limited_text.ts";
export { fromOutside, listOutsideText, noticeMember, outsideTextMember } from "./outside_text.ts";
export { textForms } from "./text_forms.ts";
export { attachment, linkRow, ticketDetails, ticketRow } from "./ticket.ts";
export {
  cursor,
  customFields,
  email,
  failureFields,
  idempotency_key,
  key,
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
export * as z from "./zod.ts";
