/** The progress of counting the due and snoozed tickets of a store that was written by an earlier version. */
export interface QueueCountsState {
  isComplete: boolean;
  /** Counts the commits that corrected counters. */
  turn: number;
}

export const ALL_COUNTED: QueueCountsState = { isComplete: true, turn: 0 };
export const NOT_COUNTED: QueueCountsState = { isComplete: false, turn: 0 };
