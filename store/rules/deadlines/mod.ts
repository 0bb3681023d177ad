/** Deadlines: the policy, the due time of a ticket, and snoozing. */

export { computeDue, type DueFields, isPaused, movesDueTime, NOT_DUE, trackPause } from "./due.ts";
export { type DeadlinePolicy, getPolicy, parseWorkingHours, toPolicyText } from "./policy.ts";
export { isDuration, isSnoozeOver, parseFutureTime, showSnooze, type TimeField, wakeTicket } from "./snooze.ts";
