/**
 * The help desk on Deno KV: tickets, customers, comments, history. It does not know MCP.
 *
 * @module
 */

export * from "./approval.ts";
export * from "./archive.ts";
export * from "./batch.ts";
export * from "./customer.ts";
export * from "./customers.ts";
export * from "./erasure.ts";
export * from "./desk.ts";
export * from "./errors.ts";
export * from "./event.ts";
export { MAX_DRAFT_LENGTH, MAX_DRAFTS } from "./draft.ts";
export type { Draft, Drafts, KeptDraft } from "./draft.ts";
export * from "./host.ts";
export * from "./incoming_message.ts";
export * from "./report.ts";
export { nameGroup } from "./reports/mod.ts";
export * from "./knowledge.ts";
export * from "./settings.ts";
export * from "./ticket.ts";
export * from "./tickets.ts";
export {
  DEMO_WORDS,
  type DeskLocation,
  fillWithDemo,
  findNewStore,
  openDesk,
  type OpenDeskOptions,
} from "./setup/mod.ts";
export * from "./webhook.ts";
export {
  createInaccessibleError,
  findStuckWriter,
  isInaccessible,
  isOpenStoreFile,
  replaceStore,
  StoreGoneError,
} from "./kv/mod.ts";
export { formatStoreFlag, getDefaultLocation, isServerUrl, type ParsedLocation, parseLocation } from "./location.ts";
export { changeCustom, fillIn } from "./fields/mod.ts";
export { findMember, findName, spellAsTeam, toNameKey } from "./names/mod.ts";
export { fillVariables, findSimilarReplies, listVariables, type ReplyVariable } from "./replies/mod.ts";
export { describeBulkChange, formatIdRanges, formatLeftReason } from "./rules/batches/mod.ts";
export { toArticleId } from "./rules/knowledge/mod.ts";
export { formatActor, getResponsibleName, toStaleRevision } from "./rules/history/mod.ts";
export { findView } from "./search/query/mod.ts";
export { listViews } from "./views/mod.ts";
export { describeLostTarget, followMerges, hasTeamWords, isTicketId } from "./rules/tickets/mod.ts";
