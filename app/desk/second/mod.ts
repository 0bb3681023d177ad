/** The state of the second part of the page: the places besides the queue, and what a person does with tickets. */

export * as actions from "../actions.ts";
export { listOwnReasons, toReasons } from "../empty_reasons.ts";
export { type CustomField, listFields } from "../custom_fields.ts";
export { getCustom } from "../model.ts";
export { MOST_IN_BATCH } from "../batches.ts";
export { FieldEdit } from "../field_edit.ts";
export { isStale } from "../refusals.ts";
export { type FieldConflict, findAuthor, findConflicts, makeChange, type Outcome } from "../make_change.ts";
export { KeptDrafts } from "../kept_drafts.ts";
export { Places } from "../places.ts";
export { PERIODS, Report } from "../report.ts";
export { listSavedReplies, readSavedReply } from "../saved_replies.ts";
export { toTimeline } from "../timeline.ts";
export { removeInvisible } from "../visible.ts";
