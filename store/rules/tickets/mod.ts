/** Rules for tickets. Each decides on a change and writes nothing. */

export { attachToTicket, findFile, parseFile, toFileName } from "./attach.ts";
export {
  addCustomerMessage,
  addTeamComment,
  createOwnerFinder,
  editComment,
  hasTeamWords,
  isOwnSubject,
  isUnanswered,
  isUnnamed,
  isWrittenBy,
  listAuthorAddresses,
  listOwnedChanges,
  noteFollowUp,
  noteOrigins,
  parseFollowUpAuthor,
  startsNewTicket,
  toAuthorAddress,
  toDelivered,
  toFollowUpDescription,
  toFollowUpSubject,
} from "./comments/mod.ts";
export { claimTicket, DESK_ACTOR, parseClaimMinutes } from "./claim.ts";
export { closeTicket, reopenTicket } from "./close.ts";
export type { Decide, Decision } from "./decision.ts";
export { getDueStart, getSortedDueTime, judgeTime } from "./due.ts";
export { escalateTicket } from "./escalate.ts";
export {
  type AddedTags,
  closeAsDuplicate,
  describeLostTarget,
  followMerges,
  isMergeNote,
  isMergeNoteAbout,
  judgeAddedTags,
  mergeDuplicate,
  noteReopenedDuplicate,
  noteUndoneMerge,
  openDuplicate,
  parseMergedId,
  requireDifferent,
  requireMergeable,
  requireMerged,
  requireNotMerged,
  toErasedMergeNote,
  toMergeNote,
  undoMergeAtTarget,
} from "./merges/mod.ts";
export { changeLinks, checkLink, isSameLink, type LinkChanges, parseLinks, reverseLink, setLinks } from "./links.ts";
export { listLapses } from "./lapse.ts";
export { parseNewTicket } from "./new_ticket.ts";
export { changeTags, normalizeTag, parseTags } from "./tags.ts";
export { isTicketId, parseTicketId, toTicketNotFound, toTicketNumber } from "./ticket_id.ts";
export {
  createTicketRecord,
  expireClaimAt,
  isClaimExpired,
  isWaiting,
  type NewTicketFields,
  omitDerived,
  releaseTicket,
  toSummary,
  toTicket,
} from "./ticket_record.ts";
export { parseTicketUpdate, updateTicket } from "./update.ts";
