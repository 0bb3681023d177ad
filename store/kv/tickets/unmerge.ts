/** Undoing a merge: the duplicate is open again, and the target loses the tags that the merge added. */

import type { ChangeContext } from "../../calls.ts";
import { revertChange } from "../../rules/batches/mod.ts";
import { isErasedAddress } from "../../rules/customers/mod.ts";
import {
  type AddedTags,
  isMergeNoteAbout,
  judgeAddedTags,
  noteUndoneMerge,
  openDuplicate,
  requireMerged,
  toSummary,
  toTicketNumber,
  undoMergeAtTarget,
} from "../../rules/tickets/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import type { UndoneMerge } from "../../tickets.ts";
import { commitOnce, type Store, type Transaction } from "../commit/mod.ts";
import { TierReader } from "../customers/mod.ts";
import { listDuplicates } from "../index/mod.ts";
import { getAll, type KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { changeTicket, readLastTarget, readTicket, type StoredTicketEvent } from "../ticket_changes/mod.ts";

/** The event of a merge, if the history has it, and the events since then. */
interface FoundMerge {
  merge: StoredTicketEvent | undefined;
  later: StoredTicketEvent[];
}

interface UndoneRecord {
  ticket: TicketRecord;
  into: string;
  tags: AddedTags;
}

/** See {@linkcode Tickets.undoMerge}. */
export async function undoMerge(
  store: Store,
  id: string,
  into: string | undefined,
  context: ChangeContext,
): Promise<UndoneMerge> {
  const number = toTicketNumber(id);
  if (into !== undefined) toTicketNumber(into);
  const rule = (transaction: Transaction) => stageUndo(store.kv, transaction, number, into, context);
  const call = { operation: "undoMerge", input: { id, ...into !== undefined && { into } }, context };
  const { result, at } = await commitOnce(store, call, rule, { reads: [keys.ticket(number)], alone: true });
  const tier = await new TierReader(store.kv).getTierForTicket(result.ticket);
  return { ...result, ticket: toSummary(result.ticket, tier, at) };
}

async function stageUndo(
  kv: KeyValueStore,
  transaction: Transaction,
  number: number,
  named: string | undefined,
  context: ChangeContext,
): Promise<UndoneRecord> {
  const duplicate = await readTicket(transaction, number, context.expectedRevision);
  const last = await readLastTarget(transaction, duplicate);
  requireMerged(duplicate, last, named);
  const into = duplicate.merged_into!;
  const target = await transaction.get<TicketRecord>(keys.ticket(Number(into)));
  const ticket = await openAgain(transaction, duplicate, context);
  const tags = await changeTarget(kv, transaction, target, duplicate, context);
  const isChain = last.id !== into && last.id !== duplicate.id;
  if (isChain && !isErasedAddress(last.customer)) {
    await changeTicket(transaction, last, (seen) => noteUndoneMerge(seen, duplicate), context);
  }
  return { ticket, into, tags };
}

/** Gives the duplicate the values from before the merge. A claim ends with the assignee that had it. */
async function openAgain(
  transaction: Transaction,
  duplicate: TicketRecord,
  context: ChangeContext,
): Promise<TicketRecord> {
  const isMerge = ({ what, after }: StoredTicketEvent) =>
    what === "merged" && after.merged_into === duplicate.merged_into;
  const { merge, later } = await findMerge(transaction, duplicate, (event) => Promise.resolve(isMerge(event)));
  return await changeTicket(transaction, duplicate, (seen, at) => {
    if (merge === undefined) return openDuplicate(seen);
    const isReassigned = later.some(({ after }) => after.assignee !== undefined);
    const before = isReassigned ? { ...merge.before, claimed_until: null } : merge.before;
    return revertChange(seen, { before, after: merge.after }, at);
  }, context);
}

/** An erased target does not change. An imported ticket may name an unknown one. */
async function changeTarget(
  kv: KeyValueStore,
  transaction: Transaction,
  target: TicketRecord | null,
  duplicate: TicketRecord,
  context: ChangeContext,
): Promise<AddedTags> {
  if (target === null || target.id === duplicate.id || isErasedAddress(target.customer)) {
    return { removed: [], kept: [] };
  }
  const isMerge = async ({ what, comment }: StoredTicketEvent) => {
    if (what !== "merged" || comment === undefined) return false;
    const { value } = await kv.get<Comment>(keys.comment(Number(target.id), comment));
    return value !== null && isMergeNoteAbout(value, duplicate.id);
  };
  const { merge, later } = await findMerge(transaction, target, isMerge);
  const tags = judgeAddedTags(target, merge, later, await readOtherTags(kv, target, duplicate));
  await changeTicket(
    transaction,
    target,
    (seen) => undoMergeAtTarget(seen, duplicate, tags, merge !== undefined),
    context,
  );
  return tags;
}

/** Reads a history from its end to the merge. */
async function findMerge(
  transaction: Transaction,
  { id }: TicketRecord,
  isMerge: (event: StoredTicketEvent) => Promise<boolean>,
): Promise<FoundMerge> {
  const later: StoredTicketEvent[] = [];
  const range = { prefix: prefixes.ticketEvents(Number(id)) };
  for await (const { value } of transaction.list<StoredTicketEvent>(range, { reverse: true })) {
    if (await isMerge(value)) return { merge: value, later };
    later.push(value);
  }
  return { merge: undefined, later };
}

async function readOtherTags(
  kv: KeyValueStore,
  target: TicketRecord,
  duplicate: TicketRecord,
): Promise<ReadonlySet<string>> {
  const numbers = (await listDuplicates(kv, Number(target.id))).filter((number) => number !== Number(duplicate.id));
  const others = await getAll<TicketRecord>(kv, numbers.map(keys.ticket));
  return new Set(others.flatMap((other) => other?.tags ?? []));
}
