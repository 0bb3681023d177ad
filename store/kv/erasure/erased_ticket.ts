/** Tickets without the words of people. */

import { hashText } from "../../../base/bytes/hash_text.ts";
import type { TicketState } from "../../event.ts";
import { ERASED } from "../../rules/customers/mod.ts";
import { toAuthorAddress } from "../../rules/tickets/mod.ts";
import type { Comment, CustomState, CustomValues, TicketRecord } from "../../ticket.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { eraseActor, type ErasedPerson, eraseNames, isPerson } from "./erased_person.ts";
import type { Rewrite, WholeTicket } from "./rewrite_ticket.ts";

/**
 * Creates the rewrite that erases a ticket of a customer. A ticket at another revision stays the same: no one approved that.
 *
 * @param others The addresses of other customers. They stay as those of authors.
 */
export function createErasure(person: ErasedPerson, revision: number, others: ReadonlySet<string>): Rewrite {
  return (ticket) => {
    if (ticket.record.customer !== person.email || ticket.record.revision !== revision) return null;
    const fixed = listFixedFields(ticket);
    return {
      record: eraseState(ticket.record, person, ticket.record.fixed_fields) as TicketRecord,
      description: "",
      comments: ticket.comments.map((row) => ({ ...row, value: eraseComment(row.value, person, others) })),
      events: ticket.events.map((row, index) => ({
        ...row,
        value: eraseEvent(row.value, ticket, person, { before: fixed[index], after: fixed[index + 1] }),
      })),
    };
  };
}

type FixedFields = CustomState["fixed_fields"];

/** Lists the fixed fields of a ticket before its first event, and after each. */
export function listFixedFields({ events }: WholeTicket): FixedFields[] {
  const all: FixedFields[] = [undefined];
  for (const { value } of events) all.push(value.after.fixed_fields ?? all.at(-1));
  return all;
}

/** Keeps the values that are not words of the customer. */
function eraseCustom(custom: CustomValues, fixed: FixedFields = []): CustomValues {
  return Object.fromEntries(Object.entries(custom).filter(([name]) => fixed.includes(name)));
}

/**
 * Erases the texts among the fields of a ticket. Equal states stay equal, so histories still lead to their tickets.
 *
 * @param fixed The custom fields whose values it keeps.
 */
export function eraseState<State extends Partial<TicketState>>(
  state: State,
  { placeholder }: ErasedPerson,
  fixed: FixedFields,
): State {
  const { escalation, custom } = state;
  const erased: Partial<TicketState> = {
    subject: ERASED,
    customer: placeholder,
    description: "",
    attachments: [],
    external_id: null,
    unresolved_links: [],
    resolution: state.resolution === null ? null : ERASED,
    escalation: escalation ? { ...escalation, reason: ERASED, note: "" } : null,
    custom: custom && eraseCustom(custom, fixed),
  } as Partial<TicketState>;
  const present = Object.entries(erased).filter(([field]) => field in state);
  return { ...state, ...Object.fromEntries(present) };
}

function eraseComment(comment: Comment, person: ErasedPerson, others: ReadonlySet<string>): Comment {
  const body = comment.is_retracted ? "" : ERASED;
  const isOwn = isPerson(comment.author, person);
  const address = toAuthorAddress(comment.author);
  if (comment.kind === "customer" && !isOwn && others.has(address)) {
    return { ...eraseNames(comment, false, person), author: address, body };
  }
  return { ...eraseNames(comment, isOwn || comment.kind === "customer", person), body };
}

/** The texts that the change replaced are gone: see {@linkcode rewriteTicket}. */
function eraseEvent(
  { texts: _gone, described_until: _first, ...event }: StoredTicketEvent,
  { comments }: WholeTicket,
  person: ErasedPerson,
  fixed: Record<"before" | "after", FixedFields>,
): StoredTicketEvent {
  const { sum, answers } = event;
  const isRetracted = comments.some(({ value }) => value.number === event.comment && value.is_retracted);
  const text = event.comment === undefined || isRetracted ? "" : ERASED;
  return {
    ...event,
    by: eraseActor(event.by, (name) => isPerson(name, person), person),
    before: eraseState(event.before, person, fixed.before),
    after: eraseState(event.after, person, fixed.after),
    ...sum !== undefined && { sum: hashText(text) },
    ...answers && { answers: answers.map((answer) => ({ ...answer, question: ERASED })) },
  };
}
