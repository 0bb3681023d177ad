/** Parts that events of tickets and customers share. */

import { toOneLine } from "../../../base/text/one_line.ts";
import type { Actor, RequestRecord } from "../../event.ts";

/** The author of a change and the requests made before it. */
export interface Origin {
  by: Actor;
  requests?: readonly RequestRecord[] | undefined;
  /** The batch that the change belongs to. */
  batch_id?: string | undefined;
}

/** An item with a history. */
interface Versioned {
  revision: number;
  updated_at: string;
}

/** An item's own fields. The event has its revision and time. */
type StateOf<Thing> = Omit<Thing, keyof Versioned>;

const EVENT_FIELDS: readonly (keyof Versioned)[] = ["revision", "updated_at"];

/**
 * Creates the shared parts of an event.
 *
 * @param before Null if the item is new.
 */
export function createEventParts<What extends string, Thing extends Versioned>(
  what: What,
  before: Thing | null,
  after: Thing,
  { by, requests = [] }: Origin,
) {
  return {
    revision: after.revision,
    at: after.updated_at,
    what,
    by: toActorLines(by),
    ...diffStates<StateOf<Thing>>(before ?? {}, after, EVENT_FIELDS),
    ...(requests.length > 0 && { answers: [...requests] }),
  };
}

/** Puts what an actor says of itself on one line. */
export function toActorLines({ kind, name, version, on_behalf_of }: Actor): Actor {
  return {
    kind,
    name: toOneLine(name),
    version: version === null ? null : toOneLine(version),
    ...on_behalf_of !== undefined && { on_behalf_of: toOneLine(on_behalf_of) },
  };
}

/**
 * Lists the fields that differ between two states, with both values.
 *
 * @param leftOut Fields to ignore.
 */
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

/** Compares JSON values. Equal values have the same key order. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || isComposite(one) && isComposite(other) && JSON.stringify(one) === JSON.stringify(other);
}

function isComposite(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
