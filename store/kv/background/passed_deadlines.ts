/** Deadlines that have passed: each is recorded once, by one process. */

import { PRIORITIES, type TicketRecord } from "../../ticket.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { getOverdueSince, isSilenced, type Position, stageOverdue, takeQuiet } from "../deadlines/mod.ts";
import { skipDamaged } from "../forms/mod.ts";
import { getDueKey } from "../index/mod.ts";
import type { Key, KeyRange } from "../port/mod.ts";
import { keys, listOwnKeys } from "../schema/mod.ts";

/** The deadlines that one commit records. Each ticket is two checks, and KV Connect allows ten. */
const DEADLINES_PER_COMMIT = 4;

/** An entry of the lists of due times. */
interface DueEntry extends Position {
  key: Key;
}

/**
 * Records the deadlines that have passed since the last call, by any process, or since the store was created. A store of an
 * earlier version on which it was never called starts with the present.
 */
export async function recordPassedDeadlines({ commits, kv, now }: Store): Promise<void> {
  const { value } = await kv.get<Position>(keys.passedDeadlines);
  if (value !== null && (await listPassed(kv, value, now(), 1)).length === 0) return;
  while (await commits.commit(recordSome, { alone: true, reads: [keys.passedDeadlines] }) === DEADLINES_PER_COMMIT);
}

/** Returns the first deadline that has not passed (ms since the epoch); null if there is none. */
export async function findNextDeadline({ kv, now }: Pick<Store, "kv" | "now">): Promise<number | null> {
  const [next] = await listEntries(kv, { due: now(), number: Infinity }, Infinity, 1);
  return next?.due ?? null;
}

async function recordSome(transaction: Transaction): Promise<number> {
  const position = await transaction.get<Position>(keys.passedDeadlines);
  if (position === null) {
    transaction.set(keys.passedDeadlines, { due: transaction.now, number: 0 } satisfies Position);
    return 0;
  }
  const passed = await listPassed(transaction, position, transaction.now, DEADLINES_PER_COMMIT);
  for (const entry of passed) await recordDeadline(transaction, entry);
  const last = passed.at(-1);
  if (last !== undefined) {
    transaction.set(keys.passedDeadlines, { due: last.due, number: last.number } satisfies Position);
  }
  return passed.length;
}

/** Records a deadline, unless it was met or moved. */
async function recordDeadline(transaction: Transaction, { key, number }: DueEntry): Promise<void> {
  const ticket = await skipDamaged(transaction.get<TicketRecord>(keys.ticket(number)));
  if (ticket === null || !ticket.due_at || !ticket.due_for) return;
  if (getDueKey(ticket)?.some((part, index) => part !== key[index])) return;
  if (isSilenced(ticket) || await takeQuiet(transaction, ticket)) return;
  stageOverdue(transaction, ticket, getOverdueSince(ticket));
}

type Lists = Pick<Transaction, "list">;

function listPassed(kv: Lists, after: Position, now: number, limit: number): Promise<DueEntry[]> {
  return listEntries(kv, after, now + 1, limit);
}

/** Lists the first entries after a position and before an instant, in order. */
async function listEntries(kv: Lists, after: Position, before: number, limit: number): Promise<DueEntry[]> {
  const lists = await Promise.all(
    getRanges(after, before).map(async (range) => {
      const found = await listOwnKeys(kv, range, { limit });
      return found.map((key): DueEntry => ({ key, due: Number(key.at(-2)), number: Number(key.at(-1)) }));
    }),
  );
  return lists.flat().sort((one, other) => one.due - other.due || one.number - other.number).slice(0, limit);
}

/** The parts of the lists: one for each priority, of the tickets that can be claimed and of the others. */
function getRanges({ due, number }: Position, before: number): KeyRange[] {
  if (due >= before) return []; // the clock was set back
  return [true, false].flatMap((isClaimable) =>
    PRIORITIES.map((_, rank) => ({
      start: keys.due(isClaimable, rank, due, number + 1),
      end: keys.due(isClaimable, rank, Math.min(before, NEVER), 0),
    }))
  );
}

/** The place of tickets without a deadline. */
const NEVER = 8.64e15;
