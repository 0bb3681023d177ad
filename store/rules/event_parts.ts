/** What the events of tickets and of customers have in common. */

import type { Actor, Answer } from "../event.ts";

/** Who changed something, and what was asked on the way. */
export interface Origin {
  by: Actor;
  answers?: readonly Answer[] | undefined;
}

/** What has a revision, and so a history. */
interface Versioned {
  revision: number;
  updated_at: string;
}

/** A thing's own fields: its revision and time of change are the event's. */
type StateOf<Thing> = Omit<Thing, keyof Versioned>;

/** The parts of an event of the change from `before` (null: there was nothing) to `after`. */
export function eventParts<What extends string, Thing extends Versioned>(
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
    ...difference<StateOf<Thing>>(before === null ? {} : stateOf(before), stateOf(after)),
    ...(answers.length > 0 && { answers: [...answers] }),
  };
}

/** The fields in which two states differ, as each has them. */
export function difference<State extends object>(
  before: Partial<State>,
  after: State,
): Record<"before" | "after", Partial<State>> {
  const changed = (Object.keys(after) as (keyof State)[]).filter((field) => !same(before[field], after[field]));
  return { before: pick(before, changed), after: pick(after, changed) };
}

function stateOf<Thing extends Versioned>({ revision: _revision, updated_at: _at, ...state }: Thing): StateOf<Thing> {
  return state;
}

function pick<State extends object>(state: Partial<State>, fields: (keyof State)[]): Partial<State> {
  return Object.fromEntries(
    fields.filter((field) => field in state).map((field) => [field, state[field]]),
  ) as Partial<State>;
}

/** Fields hold JSON whose keys always come in the same order. */
function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
