/** Making the events of which a ticket's history consists. */

import type { Actor, Answer, TicketEvent, TicketEventKind, TicketState } from "../event.ts";
import type { Comment } from "../ticket.ts";
import type { TicketRecord } from "./ticket_record.ts";

/** Who changed something, and what was asked on the way. */
export interface Origin {
  by: Actor;
  answers?: readonly Answer[] | undefined;
}

type StateOfRecord = Omit<TicketState, "description">;

/** The event of the change from `before` (null: there was no ticket) to `after`; it holds the fields that differ. */
export function ticketEvent(
  what: TicketEventKind,
  before: TicketRecord | null,
  after: TicketRecord,
  { by, answers = [] }: Origin,
  comment?: Comment,
): TicketEvent {
  return {
    ticket_id: after.id,
    revision: after.revision,
    at: after.updated_at,
    what,
    by,
    ...difference(before === null ? {} : stateOf(before), stateOf(after)),
    ...(comment && { comment }),
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

function stateOf({ revision: _revision, updated_at: _updatedAt, ...state }: TicketRecord): StateOfRecord {
  return state;
}

function pick<State extends object>(state: Partial<State>, fields: (keyof State)[]): Partial<State> {
  return Object.fromEntries(fields.filter((field) => field in state).map((field) => [field, state[field]])) as Partial<
    State
  >;
}

/** Fields hold JSON whose keys always come in the same order. */
function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
