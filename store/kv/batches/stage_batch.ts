/** The commits of a batch. Each changes some of its tickets, and records the progress. */

import type { BulkChange, BulkUpdate, LeftReason, TicketRevision } from "../../batch.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import { changeGiven, keepRequired } from "../../fields/mod.ts";
import {
  describeBulkChange,
  formatBatchId,
  parseBatchId,
  revertChange,
  toBatchNotFound,
  toReason,
  updateInBatch,
} from "../../rules/batches/mod.ts";
import { isErasedAddress } from "../../rules/customers/mod.ts";
import { parseFutureTime } from "../../rules/deadlines/mod.ts";
import type { Decide } from "../../rules/tickets/mod.ts";
import type { CustomFields } from "../../settings.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { getAll, type KeyValueStore, measureUtf8 } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { getSettings } from "../settings/mod.ts";
import { changeTicket, type StoredTicketEvent } from "../ticket_changes/mod.ts";
import { addLeft, leaveRest, listWaiting, stageBatch, type StoredBatch } from "./stored_batch.ts";

/** The bytes that the tickets of one commit may need, by the estimate below. A commit takes 800,000. */
const MAX_BYTES = 700_000;

export const REASONS = {
  changed: { reason: "Changed in the meantime.", code: "changed_meanwhile" },
  gone: { reason: "Not found any more.", code: "not_found_anymore" },
  erased: { reason: "The customer was erased.", code: "customer_erased" },
  same: { reason: "These are the current values.", code: "same_values" },
} as const satisfies Readonly<Record<string, LeftReason>>;

/**
 * Stages the start of a batch: its record, and its first tickets.
 *
 * @param limit The maximum number of tickets.
 * @returns The number of the batch.
 * @throws {DeskError} `stale_revision` if every ticket has changed.
 */
export async function stageStart(
  kv: KeyValueStore,
  transaction: Transaction,
  change: BulkChange,
  { by, requests = [] }: ChangeContext,
  limit: number,
): Promise<number> {
  await requireSomeUnchanged(kv, change.tickets);
  const number = await transaction.get<number>(keys.nextBatch) ?? 1;
  transaction.set(keys.nextBatch, number + 1);
  if (change.tool === "undo_batch") await markUndone(transaction, parseBatchId(change.batch_id), formatBatchId(number));
  const frozen = change.tool === "update_tickets"
    ? { ...change, update: await resolveTimes(transaction, change.update) }
    : change;
  const question = describeBulkChange(change); // the tickets of others have no place in a history
  const start: StoredBatch = {
    by,
    requests: requests.map((request) => ({ ...request, question })),
    change: frozen,
    total: change.tickets.length,
    done: 0,
    changed: [],
    left: [],
    ...change.left !== undefined && { planned: change.left },
  };
  await stageNext(kv, transaction, number, start, limit);
  return number;
}

async function requireSomeUnchanged(kv: KeyValueStore, tickets: readonly TicketRevision[]): Promise<void> {
  const records = await getAll<TicketRecord>(kv, tickets.map(({ id }) => keys.ticket(Number(id))));
  if (records.some((record, index) => record?.revision === tickets[index]!.revision)) return;
  const text = "Every ticket was changed in the meantime. Nothing was done. Preview the change again.";
  throw new DeskError("stale_revision", text);
}

/** Replaces the text of a snooze, such as `2h`, by its end. */
export async function resolveTimes(transaction: Transaction, update: BulkUpdate): Promise<BulkUpdate> {
  if (typeof update.snoozed_until !== "string") return update;
  const { time_zone = "UTC" } = (await getSettings(transaction)).business_hours;
  return {
    ...update,
    snoozed_until: parseFutureTime("snoozed_until", update.snoozed_until, transaction.now, time_zone),
  };
}

/** A batch that is undone before it is complete does not continue. */
async function markUndone(transaction: Transaction, number: number, by: string): Promise<void> {
  const batch = await transaction.get<StoredBatch>(keys.batch(number));
  if (batch === null) throw toBatchNotFound(formatBatchId(number));
  const ended = batch.change === null
    ? batch
    : leaveRest(batch, { reason: `The batch was undone by ${by}.`, code: "batch_undone" });
  stageBatch(transaction, number, { ...ended, undone_by: by });
}

/** Stages the changes of the next tickets, and the progress. */
export async function stageNext(
  kv: KeyValueStore,
  transaction: Transaction,
  number: number,
  batch: StoredBatch,
  limit: number,
): Promise<void> {
  const next = listWaiting(batch).slice(0, limit);
  const { fields } = await getSettings(transaction);
  let { kept } = batch;
  const decisions = await createDecisions(kv, batch.change!, next, fields, (id, reason) => {
    kept = addLeft(kept ?? [], reason, id);
  });
  const origin = { by: batch.by, requests: batch.requests, batch_id: formatBatchId(number) };
  let present = batch;
  let bytes = 0;
  for (const [index, ticket] of next.entries()) {
    if (bytes > MAX_BYTES) break;
    const result = await changeOne(transaction, ticket, decisions[index]!, origin);
    present = "reason" in result
      ? { ...present, done: present.done + 1, left: addLeft(present.left, result, ticket.id) }
      : {
        ...present,
        done: present.done + 1,
        changed: [...present.changed, { id: ticket.id, revision: result.revision }],
      };
    if (!("reason" in result)) bytes += estimateBytes(result, batch);
  }
  if (kept !== undefined) present = { ...present, kept };
  stageBatch(transaction, number, present.done === present.total ? { ...present, change: null } : present);
}

/** @returns The changed ticket, or the reason why it was left. */
async function changeOne(
  transaction: Transaction,
  { id, revision }: TicketRevision,
  decide: Decide,
  origin: Parameters<typeof changeTicket>[3],
): Promise<TicketRecord | LeftReason> {
  const ticket = await transaction.get<TicketRecord>(keys.ticket(Number(id)));
  if (ticket === null) return REASONS.gone;
  if (ticket.revision !== revision) return REASONS.changed;
  const obstacle = findObstacle(ticket);
  if (obstacle !== null) return obstacle;
  const failures: LeftReason[] = [];
  const changed = await changeTicket(transaction, ticket, explain(decide, failures), origin);
  return changed.revision === revision ? failures[0] ?? REASONS.same : changed;
}

/** Returns the reason why a ticket can never be changed; null if there is none. */
export function findObstacle({ customer }: TicketRecord): LeftReason | null {
  return isErasedAddress(customer) ? REASONS.erased : null;
}

/** Turns an error of a decision into a reason. Nothing is staged before a decision. */
export function explain(decide: Decide, reasons: LeftReason[]): Decide {
  return (ticket, at) => {
    try {
      return decide(ticket, at);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      reasons.push(toReason(error, ticket));
      return null;
    }
  };
}

async function createDecisions(
  kv: KeyValueStore,
  change: BulkChange,
  tickets: readonly TicketRevision[],
  fields: CustomFields,
  onKept: OnKept,
): Promise<Decide[]> {
  if (change.tool === "update_tickets") {
    const { update } = change;
    return tickets.map(() => (ticket, at) =>
      updateInBatch(ticket, update, at, changeGiven(ticket, update.custom, fields))
    );
  }
  return await createReversals(kv, tickets, fields, onKept);
}

/** Gets the tickets that an undo does not revert completely, and why. */
export type OnKept = (id: string, reason: LeftReason) => void;

/** Creates the decisions that revert the last change of tickets at these revisions. Required fields keep their values. */
export async function createReversals(
  kv: KeyValueStore,
  tickets: readonly TicketRevision[],
  fields: CustomFields,
  onKept: OnKept,
): Promise<Decide[]> {
  const events = await getAll<StoredTicketEvent>(
    kv,
    tickets.map(({ id, revision }) => keys.ticketEvent(Number(id), revision)),
  );
  return events.map((event) => (ticket, at) => {
    if (event === null) return null;
    const decision = revertChange(ticket, event, at);
    const { ticket: reverted, kept } = keepRequired(ticket, decision.ticket, fields);
    if (kept.length > 0) {
      const reason = explainKept(kept);
      if (JSON.stringify(reverted) === JSON.stringify(ticket)) {
        throw new DeskError("invalid", `${reason} Nothing else would be reverted.`);
      }
      onKept(ticket.id, { reason });
    }
    return { ...decision, ticket: reverted };
  });
}

function explainKept(fields: readonly string[]): string {
  const names = fields.map((name) => `custom.${name}`).join(", ");
  return fields.length === 1
    ? `${names} is required and had no value before: it keeps its value.`
    : `${names} are required and had no values before: they keep their values.`;
}

/** Estimates what a change adds to its commit: record, event, index and keys, in bytes. */
function estimateBytes(after: TicketRecord, { requests }: StoredBatch): number {
  const [record, text] = [measureUtf8(JSON.stringify(after)), measureUtf8(after.resolution ?? "")];
  return 2 * record + 3 * text + measureUtf8(JSON.stringify(requests)) + 800;
}
