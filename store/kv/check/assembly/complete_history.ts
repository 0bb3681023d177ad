/** Completes histories that have lost events, so that they lead to their item again. */

import type { Actor } from "../../../event.ts";
import { diffStates } from "../../../rules/history/mod.ts";
import type { Report } from "./findings.ts";

/** The common part of the events of tickets and accounts. */
export interface HistoryEvent {
  revision: number;
  at: string;
  what: string;
  by: Actor;
  before: object;
  after: object;
}

interface Item {
  revision: number;
  created_at: string;
  updated_at: string;
}

type State = Record<string, unknown>;

/** The author of what a repair adds. */
export const REPAIR_ACTOR: Actor = { kind: "system", name: "support-mcp check --repair", version: null };

/** The fields of an item that its events do not record. */
const OWN_FIELDS = [
  "revision",
  "updated_at",
  "due_at",
  "due_for",
  "overdue_for",
  "quiet_until",
  "is_unanswered",
  "report_tier",
];

/**
 * Completes the history of an item. Each lost event gets an event in its place, with what must have changed. If the history
 * then does not lead to the item, the item is kept, and one more event records the difference.
 *
 * @param item Its revision grows if an event is added.
 * @param events The valid events of changes, by revision. It is completed.
 * @param known Fields whose change is reported already.
 * @param create Creates an event from its common part.
 */
export function completeHistory<Event extends HistoryEvent, Thing extends Item>(
  item: Thing,
  events: Map<number, Event>,
  create: (common: HistoryEvent) => Event,
  report: Report,
  known: readonly string[] = [],
): Thing {
  if (events.size < item.revision) fillGaps(item, events, create, report);
  const difference = diffStates<State>(replay(events, item.revision), item as object as State, OWN_FIELDS);
  const fields = Object.keys(difference.after);
  if (fields.length === 0) return item;
  const assembled = { ...item, revision: item.revision + 1 };
  const differing = fields.filter((field) => !known.includes(field));
  if (differing.length > 0) {
    report("lost", `${differing.join(", ")} differs from its history. A repair keeps it, and adds an event.`);
  }
  events.set(assembled.revision, create(createCommon(assembled.revision, item.updated_at, "updated", difference)));
  return assembled;
}

/** Applies the events up to a revision, even if some are missing. */
export function replay(events: ReadonlyMap<number, HistoryEvent>, last: number): State {
  const state: State = {};
  for (let revision = 1; revision <= last; revision++) Object.assign(state, events.get(revision)?.after);
  return state;
}

/** Goes back from the item: before an event, its fields had the values that it replaced. */
function fillGaps<Event extends HistoryEvent>(
  item: Item,
  events: Map<number, Event>,
  create: (common: HistoryEvent) => Event,
  report: Report,
): void {
  let [state, at]: [State, string] = [{ ...item }, item.updated_at];
  for (let revision = item.revision; revision >= 1; revision--) {
    const event = events.get(revision);
    if (event !== undefined) {
      [state, at] = [{ ...state, ...event.before }, event.at];
      continue;
    }
    const what = revision === 1 ? "imported" : "updated";
    report("lost", `event ${revision} of its history. A repair puts "${what}" there.`);
    const earlier = replay(events, revision - 1);
    // Without an earlier event, the first one has to create the item.
    const before = revision > 1 && Object.keys(earlier).length === 0 ? state : earlier;
    const differing = diffStates<State>(before, state, OWN_FIELDS);
    events.set(revision, create(createCommon(revision, revision === 1 ? item.created_at : at, what, differing)));
    state = before;
  }
}

function createCommon(
  revision: number,
  at: string,
  what: string,
  { before, after }: Record<"before" | "after", object>,
): HistoryEvent {
  return { revision, at, what, by: REPAIR_ACTOR, before, after };
}
