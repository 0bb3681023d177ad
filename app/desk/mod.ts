/** The state of the user interface, without a document. */

export { APPROVAL_STATES, Approvals } from "./approvals.ts";
export type { Batch, BatchValues, LeftTickets, RestoredTicket, RunningBatch } from "./batches.ts";
export type { ChangedRecords, ChangedTicket } from "./changed_records.ts";
export { Card, type CardBridge, type CardTarget } from "./cards/mod.ts";
export { Desk, type DeskOptions } from "./desk.ts";
export type { Directory } from "./directory.ts";
export { type Draft, Drafts, type DraftStorage, type FormValues, isBlank } from "./drafts.ts";
export type { Article, ArticleRow } from "./knowledge.ts";
export {
  type Approval,
  type Attachment,
  type CardReport,
  type CardReportRow,
  type Comment,
  type Customer,
  type CustomValues,
  type Link,
  type Person,
  PRIORITIES,
  type Priority,
  type SimilarTicket,
  type Stats,
  type Status,
  STATUSES,
  type Ticket,
  type TicketEvent,
  type TicketRow,
  type Tier,
  TIERS,
} from "./model.ts";
export type { KeptDrafts } from "./kept_drafts.ts";
export { type Notice, NOTICE_TIME, Notices, type UnsavedChange } from "./notices.ts";
export { Queue } from "./queue.ts";
export { listReasons } from "./refusals.ts";
export type { QueueRow } from "./queue_page.ts";
export type { Places } from "./places.ts";
export type { Period, ReportData } from "./report.ts";
export { formatRoute, parseRoute, type Route } from "./routes.ts";
export type { SavedReply } from "./saved_replies.ts";
export type { SearchResults } from "./search.ts";
export { Session } from "./session.ts";
export type { OpenTicket } from "./ticket.ts";
export type { Changes, FieldChange, Message, SmallChange, TimelineItem } from "./timeline.ts";
export { BUILT_IN_VIEWS, findView, type Sort, SORTS, type View } from "./views.ts";
export { type Change, type Conflict, Writes } from "./writes.ts";
