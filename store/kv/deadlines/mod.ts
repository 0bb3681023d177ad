/**
 * Due times on the key-value store.
 *
 * @module
 */

export { addDueTime, type DueContext, readPolicy, refreshDueTime } from "./due_time.ts";
export { KnownTiers, takeCurrentTiers, type TierSnapshot } from "./known_tiers.ts";
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
