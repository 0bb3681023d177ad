/**
 * Due times on the key-value store.
 *
 * @module
 */

export { addDueTime, readPolicy, refreshDueTime } from "./due_time.ts";
export {
  getOverdueSince,
  isSilenced,
  keepOverdueTarget,
  type Position,
  recordMovedDeadline,
  silenceImported,
  stageOverdue,
  takeQuiet,
} from "./overdue.ts";
export { finishTierChange, finishTierChanges, stageTierChange } from "./tier_change.ts";
