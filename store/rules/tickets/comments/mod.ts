/** Comments: who wrote them, and how they are added and edited. */

export {
  createOwnerFinder,
  isOwnSubject,
  isUnnamed,
  isWrittenBy,
  listAuthorAddresses,
  listOwnedChanges,
  toAuthorAddress,
} from "./authorship.ts";
export {
  addCustomerMessage,
  addTeamComment,
  isUnanswered,
  noteFollowUp,
  noteOrigins,
  parseFollowUpAuthor,
  startsNewTicket,
  toFollowUpDescription,
  toFollowUpSubject,
} from "./comment.ts";
export { toDelivered } from "./delivery.ts";
export { editComment } from "./edit_comment.ts";
export { hasTeamWords } from "./team_words.ts";
