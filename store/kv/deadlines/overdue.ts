/** Tickets that become overdue: each time becomes one event, by the process or the change that is first. */

import type { TicketEvent } from "../../event.ts";
import { DESK_ACTOR } from "../../rules/tickets/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { DueTarget, TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { keys, toTicketEventKey } from "../schema/mod.ts";

/** The last deadline that was recorded. Those that sort after it are recorded in the background once they have passed. */
export interface Position {
  /** In milliseconds since the epoch. */
  due: number;
  number: number;
}

/** Adds the event to the history. It changes nothing, so the ticket keeps its revision. */
export function stageOverdue(transaction: Transaction, ticket: TicketRecord, at: string): void {
  const event: TicketEvent = {
    ticket_id: ticket.id,
    revision: ticket.revision,
    at,
    what: `${ticket.due_for!}_overdue`,
    by: DESK_ACTOR,
    before: {},
    after: {},
  };
  transaction.set(toTicketEventKey(Number(ticket.id), event, event.what), event);
  transaction.recordChange({ kind: "ticket", id: ticket.id });
}

/**
 * Records that a change makes a ticket overdue at once, if the background no longer looks at its due time; and that it was
 * overdue before, if the background has not recorded that yet. A ticket that stays overdue for the same target, or is again
 * when its clock continues, is not recorded again.
 */
export async function recordMovedDeadline(
  transaction: Transaction,
  before: TicketRecord,
  after: TicketRecord,
): Promise<void> {
  if (before.due_at === after.due_at && before.due_for === after.due_for) return;
  const [wasOverdue, overdue] = [isOverdue(transaction, before), isOverdue(transaction, after)];
  if (!wasOverdue && !overdue) return;
  const position = await transaction.get<Position>(keys.passedDeadlines);
  if (position === null) return;
  if (wasOverdue && await isAwaited(transaction, before, position)) {
    stageOverdue(transaction, before, getOverdueSince(before));
  }
  if (!overdue || isSilenced(after)) return;
  const isKnown = (wasOverdue ? before.due_for : getOverdueTarget(before, after)) === after.due_for;
  const awaited = await isAwaited(transaction, after, position);
  if (isKnown && awaited) stageQuiet(transaction, after);
  else if (awaited) transaction.set(keys.passedDeadlines, position); // the background has to list again
  else if (!isKnown) stageOverdue(transaction, after, formatInstant(transaction.now));
}

/** Keeps the target that a ticket is overdue for while its clock is stopped, for {@linkcode recordMovedDeadline}. */
export function keepOverdueTarget(transaction: Transaction, before: TicketRecord, after: TicketRecord): TicketRecord {
  const target = before.due_at ? isOverdue(transaction, before) && before.due_for || undefined : before.overdue_for;
  const kept = after.due_at ? undefined : target;
  if (kept === after.overdue_for) return after;
  const { overdue_for: _earlier, ...rest } = after;
  return { ...rest, ...kept !== undefined && { overdue_for: kept } } as TicketRecord;
}

/** Returns the target that a ticket was overdue for when its clock stopped. A reopened ticket starts over. */
function getOverdueTarget(before: TicketRecord, after: TicketRecord): DueTarget | undefined {
  return before.reopened_at === after.reopened_at ? before.overdue_for : undefined;
}

/** Returns the time at which a ticket became overdue: its due time, or the later change that it has. */
export function getOverdueSince({ due_at, updated_at }: TicketRecord): string {
  return due_at! > updated_at ? due_at! : updated_at;
}

/** Marks an imported ticket that is overdue already, so that no due time before its import is recorded. */
export function silenceImported(transaction: Transaction, ticket: TicketRecord): TicketRecord {
  return isOverdue(transaction, ticket) ? { ...ticket, quiet_until: formatInstant(transaction.now) } : ticket;
}

/** Reports whether a due time passed before the import of its ticket. */
export function isSilenced({ due_at, quiet_until }: TicketRecord): boolean {
  return quiet_until !== undefined && typeof due_at === "string" && due_at <= quiet_until;
}

/** Checks whether the background must not record the ticket's due time, and forgets that. */
export async function takeQuiet(transaction: Transaction, ticket: TicketRecord): Promise<boolean> {
  const key = keys.quietDeadline(Number(ticket.id));
  const quiet = await transaction.get<number>(key);
  if (quiet !== null) transaction.delete(key);
  return quiet === Date.parse(ticket.due_at!);
}

function stageQuiet(transaction: Transaction, ticket: TicketRecord): void {
  transaction.set(keys.quietDeadline(Number(ticket.id)), Date.parse(ticket.due_at!));
}

function isOverdue({ now }: Transaction, { due_at }: TicketRecord): boolean {
  return typeof due_at === "string" && Date.parse(due_at) <= now;
}

/** Checks whether the background is going to record the due time of an overdue ticket. */
async function isAwaited(transaction: Transaction, ticket: TicketRecord, position: Position): Promise<boolean> {
  const [due, number] = [Date.parse(ticket.due_at!), Number(ticket.id)];
  if (isSilenced(ticket)) return false;
  if (due < position.due || due === position.due && number <= position.number) return false;
  return await transaction.peek<number>(keys.quietDeadline(number)) !== due;
}
