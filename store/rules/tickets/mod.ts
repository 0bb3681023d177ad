/** Rules for tickets. Each decides on a change and writes nothing. */

export { attachToTicket, findFile, parseFile, toFileName } from "./attach.ts";
export {
  createOwnerFinder,
  isOwnSubject,
  isUnnamed,
  isWrittenBy,
  listAuthorAddresses,
  listOwnedChanges,
  toAuthorAddress,
} from "./authorship.ts";
export { claimTicket, DESK_ACTOR, parseClaimMinutes } from "./claim.ts";
export { closeTicket, reopenTicket } from "./close.ts";
export {
  addCustomerMessage,
  addTeamComment,
  isUnanswered,
  isWaiting,
  noteFollowUp,
  noteOrigins,
  parseFollowUpAuthor,
  startsNewTicket,
  toFollowUpDescription,
  toFollowUpSubject,
} from "./comment.ts";
export type { Decide, Decision } from "./decision.ts";
export { getDueStart, getSortedDueTime, judgeTime } from "./due.ts";
export { toDelivered } from "./delivery.ts";
export { editComment } from "./edit_comment.ts";
export { escalateTicket } from "./escalate.ts";
export { followMerges } from "./follow_merges.ts";
export { changeLinks, checkLink, isSameLink, type LinkChanges, parseLinks, reverseLink, setLinks } from "./links.ts";
export { listLapses } from "./lapse.ts";
export {
  closeAsDuplicate,
  describeLostTarget,
  isMergeNote,
  isMergeNoteAbout,
  mergeDuplicate,
  noteReopenedDuplicate,
  parseMergedId,
  requireDifferent,
  requireMergeable,
  requireNotMerged,
  toErasedMergeNote,
  toMergeNote,
} from "./merge.ts";
export { parseNewTicket } from "./new_ticket.ts";
export { changeTags, normalizeTag, parseTags } from "./tags.ts";
export { isTicketId, parseTicketId, toTicketNotFound, toTicketNumber } from "./ticket_id.ts";
export {
  createTicketRecord,
  expireClaimAt,
  isClaimExpired,
  type NewTicketFields,
  omitDerived,
  releaseTicket,
  toSummary,
  toTicket,
} from "./ticket_record.ts";
export {
  type AddedTags,
  judgeAddedTags,
  noteUndoneMerge,
  openDuplicate,
  requireMerged,
  undoMergeAtTarget,
} from "./unmerge.ts";
export { parseTicketUpdate, updateTicket } from "./update.ts";
export { hasTeamWords } from "./team_words.ts";
