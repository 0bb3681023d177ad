/** What the events of tickets and of customers have in common. */

import type { Actor, RequestRecord } from "../../event.ts";

/** Who changed something, and what was asked on the way. */
export interface Origin {
  by: Actor;
  answers?: readonly RequestRecord[] | undefined;
}

/** What has a revision, and so a history. */
interface Versioned {
  revision: number;
  updated_at: string;
}

/** A thing's own fields: its revision and time of change are the event's. */
type StateOf<Thing> = Omit<Thing, keyof Versioned>;

const EVENT_FIELDS: readonly (keyof Versioned)[] = ["revision", "updated_at"];

/** The parts of an event of the change from `before` (null: there was nothing) to `after`. */
export function createEventParts<What extends string, Thing extends Versioned>(
  what: What,
  before: Thing | null,
  after: Thing,
  { by, answers = [] }: Origin,
) {
  return {
    revision: after.revision,
    at: after.updated_at,
    what,
    by,
    ...diffStates<StateOf<Thing>>(before ?? {}, after, EVENT_FIELDS),
    ...(answers.length > 0 && { answers: [...answers] }),
  };
}

/** The fields in which two states differ, as each has them; those that are left out may be in either. */
export function diffStates<State extends object>(
  before: Partial<State>,
  after: State,
  leftOut: readonly string[] = [],
): Record<"before" | "after", Partial<State>> {
  const differing: Record<"before" | "after", Partial<State>> = { before: {}, after: {} };
  for (const field in after) {
    if (isSame(before[field], after[field]) || leftOut.includes(field)) continue;
    if (field in before) differing.before[field] = before[field] as State[typeof field];
    differing.after[field] = after[field];
  }
  return differing;
}

/** Fields hold JSON whose keys always come in the same order. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || isComposite(one) && isComposite(other) && JSON.stringify(one) === JSON.stringify(other);
}

function isComposite(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
