/** Merging duplicates, and undoing a merge. */

export { followMerges } from "./follow_merges.ts";
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
export {
  type AddedTags,
  judgeAddedTags,
  noteUndoneMerge,
  openDuplicate,
  requireMerged,
  undoMergeAtTarget,
} from "./unmerge.ts";
