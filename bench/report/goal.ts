/** What figures should be. */

export type Goal = { atMost: number } | { atLeast: number };

/** Whether a value is what it should be. */
export function isReached(goal: Goal, value: number): boolean {
  return "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;
}

/** The goal in words, and whether it is reached. */
export function formatGoal(goal: Goal, value: number, unit = ""): string {
  const bound = "atMost" in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
  return `${bound}${unit}: ${isReached(goal, value) ? "reached" : "missed"}`;
}
