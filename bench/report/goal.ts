/** Goals for figures. */

export type Goal = { atMost: number } | { atLeast: number };

/** Returns whether a value meets a goal. */
export function isReached(goal: Goal, value: number): boolean {
  return "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** Formats a goal and whether it is reached. */
export function formatGoal(goal: Goal, value: number, unit = ""): string {
  const bound = "atMost" in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
  return `${bound}${unit}: ${isReached(goal, value) ? "reached" : "missed"}`;
}
