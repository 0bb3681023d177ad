/** Tickets without the words of people. */

import { hashText } from "../../../base/bytes/hash_text.ts";
import type { Actor, TicketState } from "../../event.ts";
import { ERASED } from "../../rules/customers/mod.ts";
import { isMergeNote, isMergeNoteAbout, toErasedMergeNote, toMergeNote } from "../../rules/tickets/mod.ts";
import type { Comment, CustomState, CustomValues, TicketRecord } from "../../ticket.ts";
import { isWrittenBy } from "../index/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { eraseFormerWords } from "./moved_ticket.ts";
import type { Rewrite, WholeTicket } from "./rewrite_ticket.ts";

/** A customer to erase, and the address that takes the place of theirs. */
export interface ErasedPerson {
  email: string;
  name: string;
  placeholder: string;
}

/** Creates the rewrite that erases a ticket of a customer. A ticket at another revision stays the same: no one approved that. */
export function createErasure(person: ErasedPerson, revision: number): Rewrite {
  return (ticket) => {
    if (ticket.record.customer !== person.email || ticket.record.revision !== revision) return null;
    const fixed = listFixedFields(ticket);
    return {
      record: eraseState(ticket.record, person, ticket.record.fixed_fields) as TicketRecord,
      description: "",
      comments: ticket.comments.map((row) => ({ ...row, value: eraseComment(row.value, person) })),
      events: ticket.events.map((row, index) => ({
        ...row,
        value: eraseEvent(row.value, ticket, person, { before: fixed[index], after: fixed[index + 1] }),
      })),
    };
  };
}

/** Creates the rewrite that removes what notes about merges say of an erased ticket, in tickets of others. */
export function createNoteErasure(erased: string, { email }: ErasedPerson): Rewrite {
  return (ticket) => {
    if (ticket.record.customer === email) return null;
    const notes = new Map(ticket.comments.flatMap(({ value }): [number, string][] => {
      return isMergeNoteAbout(value, erased) ? [[value.number, toMergeNote(erased)]] : [];
    }));
    return notes.size === 0 ? null : eraseQuestions(replaceBodies(ticket, notes), email);
  };
}

/**
 * Creates the rewrite that removes a person's address from a ticket that is, or became, another customer's, with what the person
 * wrote in it, and the words that were written and replaced while it was theirs.
 */
export function createAddressErasure(person: ErasedPerson): Rewrite {
  const { email, placeholder } = person;
  const replace = (state: Partial<TicketState>) =>
    state.customer === email ? { ...state, customer: placeholder } : state;
  return (ticket) => {
    if (ticket.record.customer === email) return null;
    const bodies = new Map(ticket.comments.flatMap(({ value }): [number, string][] => {
      const body = eraseBody(value, person);
      return body === value.body && !isOwn(value, person) ? [] : [[value.number, body]];
    }));
    const fixed = listFixedFields(ticket);
    const erased = eraseFormerWords(
      eraseQuestions(replaceBodies(ticket, bodies), email),
      (owner) => owner === email || owner === placeholder,
      (state, event) => eraseState(state, person, fixed[event + 1]),
    );
    const changed = {
      ...erased,
      comments: erased.comments.map((row) =>
        isOwn(row.value, person) || row.value.author === email
          ? { ...row, value: { ...row.value, author: placeholder } }
          : row
      ),
      events: erased.events.map((row) => {
        const { before, after } = row.value;
        return { ...row, value: { ...row.value, before: replace(before), after: replace(after) } };
      }),
    };
    return JSON.stringify(changed) === JSON.stringify(ticket) ? null : changed;
  };
}

/** Recognizes a message of the person, also after an interrupted erasure has replaced the author. */
function isOwn(comment: Comment, { email, placeholder }: ErasedPerson): boolean {
  return isWrittenBy(comment, email) || isWrittenBy(comment, placeholder);
}

/** Erases a comment in a ticket of another customer: a message of the person, or the note about a merge of their ticket. */
function eraseBody(comment: Comment, person: ErasedPerson): string {
  const { email, placeholder } = person;
  const { body } = comment;
  if (isOwn(comment, person)) return comment.is_retracted ? "" : ERASED;
  if (!isMergeNote(comment) || !body.includes(email)) return body;
  return toErasedMergeNote(comment, email) ?? body.replaceAll(email, placeholder);
}

/** Removes the questions to people that have the address, such as those about merges. */
function eraseQuestions(ticket: WholeTicket, email: string): WholeTicket {
  return {
    ...ticket,
    events: ticket.events.map((row) => {
      const { answers } = row.value;
      if (!answers?.some(({ question }) => question.includes(email))) return row;
      const erased = answers.map((answer) => ({ ...answer, question: ERASED }));
      return { ...row, value: { ...row.value, answers: erased } };
    }),
  };
}

function replaceBodies(ticket: WholeTicket, bodies: ReadonlyMap<number, string>): WholeTicket {
  return {
    ...ticket,
    comments: ticket.comments.map((row) => ({
      ...row,
      value: { ...row.value, body: bodies.get(row.value.number) ?? row.value.body },
    })),
    events: ticket.events.map((row) => {
      const body = bodies.get(row.value.comment ?? 0);
      if (body === undefined) return row;
      const { texts: _gone, ...event } = row.value;
      return { ...row, value: { ...event, sum: hashText(body) } };
    }),
  };
}

type FixedFields = CustomState["fixed_fields"];

/** Lists the fixed fields of a ticket before its first event, and after each. */
function listFixedFields({ events }: WholeTicket): FixedFields[] {
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
function eraseState<State extends Partial<TicketState>>(
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
    resolution: state.resolution === null ? null : ERASED,
    escalation: escalation ? { ...escalation, reason: ERASED, note: "" } : null,
    custom: custom && eraseCustom(custom, fixed),
  } as Partial<TicketState>;
  const present = Object.entries(erased).filter(([field]) => field in state);
  return { ...state, ...Object.fromEntries(present) };
}

function eraseComment(comment: Comment, person: ErasedPerson): Comment {
  const isCustomer = comment.kind === "customer" || isPerson(comment.author, person);
  const body = comment.is_retracted ? "" : ERASED;
  return { ...comment, ...isCustomer && { author: person.placeholder }, body };
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
    by: eraseActor(event.by, person),
    before: eraseState(event.before, person, fixed.before),
    after: eraseState(event.after, person, fixed.after),
    ...sum !== undefined && { sum: hashText(text) },
    ...answers && { answers: answers.map((answer) => ({ ...answer, question: ERASED })) },
  };
}

function eraseActor(actor: Actor, person: ErasedPerson): Actor {
  return isPerson(actor.name, person) ? { ...actor, name: person.placeholder } : actor;
}

function isPerson(name: string, { email, name: own }: ErasedPerson): boolean {
  const lower = name.trim().toLowerCase();
  return lower === email || lower === own.trim().toLowerCase();
}
