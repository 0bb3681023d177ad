/** Texts that a change replaced: descriptions, and comments that were edited. The history has them. */

import { hashText } from "../../../base/bytes/hash_text.ts";
import type { TicketEvent } from "../../event.ts";
import type { Decision } from "../../rules/tickets/mod.ts";
import type { Transaction } from "../commit/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { isCreation, keepCommit, type StoredTicketEvent } from "./stored_event.ts";

/** The texts of an event with separate keys: the one before the change, and the description after it. */
export function listEarlierTexts(event: TicketEvent): string[] {
  if (event.earlier_text !== undefined) return [event.earlier_text];
  const { before, after } = event;
  return after.description === undefined || isCreation(event) ? [] : [before.description ?? "", after.description];
}

/** Lists the keys of these texts. */
export function listEarlierKeys({ ticket_id, revision, texts = [] }: StoredTicketEvent): Key[] {
  return texts.map((_, part) => keys.earlierText(Number(ticket_id), revision, part));
}

/** Returns the checksums of the texts, as a member of the stored event. */
export function sumEarlierTexts(event: TicketEvent): Pick<StoredTicketEvent, "texts"> {
  const texts = listEarlierTexts(event);
  return texts.length === 0 ? {} : { texts: texts.map(hashText) };
}

/** Adds a changed description, or the earlier text of a comment, to the event of its change. */
export function addEarlierTexts(event: TicketEvent, { description, edited }: Decision): TicketEvent {
  if (edited !== undefined) return { ...event, earlier_text: edited.before };
  if (description === undefined) return event;
  return {
    ...event,
    before: { ...event.before, description: description.before },
    after: { ...event.after, description: description.after },
  };
}

/** Stages the texts that a change replaces, and the new ones. */
export async function stageTexts(
  transaction: Transaction,
  event: TicketEvent,
  { description, edited }: Decision,
): Promise<void> {
  for (const [part, text] of listEarlierTexts(event).entries()) {
    transaction.set(keys.earlierText(Number(event.ticket_id), event.revision, part), text);
  }
  if (edited) transaction.set(keys.comment(Number(event.ticket_id), edited.comment.number), edited.comment);
  if (description) await stageDescription(transaction, event, description.after);
}

/** Stages a new description. The first event of the ticket then finds its text where the first change has it. */
async function stageDescription(transaction: Transaction, event: TicketEvent, description: string): Promise<void> {
  const number = Number(event.ticket_id);
  if (description === "") transaction.delete(keys.description(number));
  else transaction.set(keys.description(number), description);
  const key = keys.ticketEvent(number, 1);
  const first = await transaction.get<StoredTicketEvent>(key);
  if (first === null || first.described_until !== undefined) return;
  const commit = keepCommit(first, await transaction.getVersionstamp(key));
  transaction.set(key, { ...first, ...commit, described_until: event.revision });
}
