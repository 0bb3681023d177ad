/** Tickets of other customers without the words and the address of a person. */

import { hashText } from "../../../base/bytes/hash_text.ts";
import { isChange, type TicketState } from "../../event.ts";
import { removeQuote } from "../../rules/archive/mod.ts";
import { ERASED } from "../../rules/customers/mod.ts";
import {
  createOwnerFinder,
  isMergeNote,
  isMergeNoteAbout,
  isWrittenBy,
  parseFollowUpAuthor,
  toErasedMergeNote,
  toMergeNote,
} from "../../rules/tickets/mod.ts";
import type { Comment } from "../../ticket.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { eraseActor, type ErasedPerson, eraseNames, isAddress } from "./erased_person.ts";
import { eraseState, listFixedFields } from "./erased_ticket.ts";
import { eraseFirstDescription, eraseFormerWords, hasFormerWords } from "./moved_ticket.ts";
import type { Rewrite, WholeTicket } from "./rewrite_ticket.ts";

/**
 * Creates the rewrite that removes what notes about merges say of an erased ticket, in tickets of others.
 *
 * @param at The time of the merge (default: any).
 */
export function createNoteErasure(erased: string, { email }: ErasedPerson, at?: string): Rewrite {
  return (ticket) => {
    if (ticket.record.customer === email) return null;
    const notes = new Map(ticket.comments.flatMap(({ value }): [number, string][] => {
      return isMergeNoteAbout(value, erased) && (at === undefined || value.at === at)
        ? [[value.number, toMergeNote(erased)]]
        : [];
    }));
    if (notes.size === 0) return null;
    const isErased = (question: string, event: StoredTicketEvent) =>
      notes.has(event.comment ?? 0) || question.includes(email);
    return eraseQuestions(replaceBodies(ticket, notes), isErased);
  };
}

/** Creates the rewrite that erases the questions about merges into another ticket, which quote it. */
export function createQuestionErasure(target: string): Rewrite {
  return (ticket) => {
    const isAbout = (_question: string, { after }: StoredTicketEvent) => after.merged_into === target;
    const erased = eraseQuestions(ticket, isAbout);
    return JSON.stringify(erased) === JSON.stringify(ticket) ? null : erased;
  };
}

/**
 * Creates the rewrite that removes a person's address from a ticket that is, or became, another customer's, with what the person
 * wrote in it, and the words that were written and replaced while it was theirs.
 */
export function createAddressErasure(person: ErasedPerson): Rewrite {
  const { email, placeholder } = person;
  return (given) => {
    if (given.record.customer === email) return null;
    const isOwn = createOwnCheck(given, person);
    const ticket = eraseFollowUp(given, person);
    const bodies = new Map(ticket.comments.flatMap(({ value }): [number, string][] => {
      const body = isOwn(value) ? value.is_retracted ? "" : ERASED : eraseMergeNote(value, person);
      return body === value.body && !isOwn(value) ? [] : [[value.number, body]];
    }));
    const fixed = listFixedFields(ticket);
    const wasOwner = (owner: string) => owner === email || owner === placeholder;
    const isQuoted = hasFormerWords(ticket, wasOwner);
    const erased = eraseFormerWords(
      eraseQuestions(replaceBodies(ticket, bodies), (question) => isQuoted || question.includes(email)),
      wasOwner,
      (state, event) => eraseState(state, person, fixed[event + 1]),
    );
    const changed = {
      ...erased,
      record: eraseQuote(erased.record, person),
      comments: erased.comments.map((row) => ({ ...row, value: eraseNames(row.value, isOwn(row.value), person) })),
      events: erased.events.map((row) => ({ ...row, value: eraseAddress(row.value, person) })),
    };
    return JSON.stringify(changed) === JSON.stringify(given) ? null : changed;
  };
}

/** Recognizes the words of the person, even after an interrupted erasure has replaced some addresses. */
function createOwnCheck({ events }: WholeTicket, { email, placeholder }: ErasedPerson): (comment: Comment) => boolean {
  const findOwner = createOwnerFinder(events.map(({ value }) => value));
  return (comment) => [email, placeholder].some((address) => isWrittenBy(comment, address, findOwner(comment.number)));
}

/**
 * Erases the message of the person that a ticket of another customer began with. A ticket that began as the person's keeps its
 * texts.
 */
function eraseFollowUp(ticket: WholeTicket, { email, placeholder }: ErasedPerson): WholeTicket {
  const notes = listNamingNotes(ticket, email);
  if (notes.length === 0) return ticket;
  const bodies = notes.map((note): [number, string] => [note.number, note.body.replace(` by ${email}`, "")]);
  const unnamed = replaceBodies(ticket, new Map(bodies));
  return beganAsOwn(ticket, [email, placeholder]) ? unnamed : eraseFirstDescription(unnamed);
}

/**
 * Reports whether a ticket of another customer began with a message of the person. Earlier versions made it the description, and a
 * note named the author.
 */
export function beganWithMessage(ticket: WholeTicket, email: string): boolean {
  return ticket.record.customer !== email && listNamingNotes(ticket, email).length > 0 && !beganAsOwn(ticket, [email]);
}

function listNamingNotes({ comments, record }: WholeTicket, email: string): Comment[] {
  return comments.map(({ value }) => value).filter((comment) => parseFollowUpAuthor(comment, record) === email);
}

function beganAsOwn({ events }: WholeTicket, addresses: readonly string[]): boolean {
  const owner = events.find(({ value }) => isChange(value))?.value.after.customer;
  return owner !== undefined && addresses.includes(owner);
}

/** Erases the note about a merge of the person's ticket. */
function eraseMergeNote(comment: Comment, { email, placeholder }: ErasedPerson): string {
  const { body } = comment;
  if (!isMergeNote(comment) || !body.includes(email)) return body;
  return toErasedMergeNote(comment, email) ?? body.replaceAll(email, placeholder);
}

/** Removes the words of the person from a resolution that quotes them as the last reply. */
export function eraseQuote<State extends Partial<TicketState>>(
  state: State,
  { email }: Pick<ErasedPerson, "email">,
): State {
  const { resolution } = state;
  return resolution ? { ...state, resolution: removeQuote(resolution, email) } : state;
}

/** Replaces the person among the customers and the authors of an event. */
function eraseAddress(event: StoredTicketEvent, person: ErasedPerson): StoredTicketEvent {
  const { email, placeholder } = person;
  const replace = (state: Partial<TicketState>) =>
    eraseQuote(state.customer === email ? { ...state, customer: placeholder } : state, person);
  const { before, after, by, answers } = event;
  return {
    ...event,
    by: eraseActor(by, (name) => isAddress(name, person), person),
    before: replace(before),
    after: replace(after),
    ...answers?.some(({ by }) => isAddress(by, person)) && {
      answers: answers.map((answer) => isAddress(answer.by, person) ? { ...answer, by: placeholder } : answer),
    },
  };
}

/** Erases questions to people, such as those about merges. */
function eraseQuestions(
  ticket: WholeTicket,
  isErased: (question: string, event: StoredTicketEvent) => boolean,
): WholeTicket {
  return {
    ...ticket,
    events: ticket.events.map((row) => {
      const { answers } = row.value;
      if (!answers?.some(({ question }) => isErased(question, row.value))) return row;
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
