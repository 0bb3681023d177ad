/** The tickets that a batch would change, and those that it would leave. */

import {
  type BatchPlan,
  type BulkChange,
  type BulkUpdate,
  type LeftReason,
  type LeftTickets,
  MAX_BATCH_TICKETS,
  type TicketRevision,
} from "../../batch.ts";
import { DeskError } from "../../errors.ts";
import { changeGiven } from "../../fields/mod.ts";
import {
  formatBatchId,
  parseBatchId,
  parseBulkUpdate,
  toBatchNotFound,
  updateInBatch,
} from "../../rules/batches/mod.ts";
import { isDuration, parseFutureTime } from "../../rules/deadlines/mod.ts";
import { type Decide, listLapses, toSummary, toTicketNumber } from "../../rules/tickets/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Store } from "../commit/mod.ts";
import { TierReader } from "../customers/mod.ts";
import { getAll } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { readSettings } from "../settings/mod.ts";
import { recordLapsesForRead } from "../ticket_changes/mod.ts";
import { createReversals, explain, findObstacle, REASONS } from "./stage_batch.ts";
import { addLeft, formatLeft, type StoredBatch } from "./stored_batch.ts";

/** The tickets that a preview shows. */
const FIRST = 5;

/** Tickets that would change, and those that would not. */
interface Judged {
  changing: TicketRecord[];
  /** The same tickets after the change. */
  changed: TicketRecord[];
  left: readonly LeftTickets[];
  kept?: readonly LeftTickets[];
}

/** See {@linkcode Batches.plan}. */
export async function planUpdate(store: Store, ids: readonly string[], update: BulkUpdate): Promise<BatchPlan> {
  const numbers = [...new Set(ids.map(toTicketNumber))];
  requireNumber(numbers.length);
  const { business_hours: { time_zone = "UTC" }, fields } = await readSettings(store.kv);
  const { frozen, resolved } = freezeTimes(parseBulkUpdate(update), store.now(), time_zone);
  await recordLapsesForRead(store);
  const records = await getAll<TicketRecord>(store.kv, numbers.map(keys.ticket));
  requireAll(numbers, records);
  const judged = judge(
    records.map((record) => record!),
    store.now(),
    (ticket, at) => updateInBatch(ticket, resolved, at, changeGiven(ticket, resolved.custom, fields)),
  );
  if (judged.changing.length === 0) throw toNothingToChange(judged.left);
  return await toPlan(store, judged, { tool: "update_tickets", update: frozen, tickets: [] });
}

function requireNumber(count: number): void {
  if (count === 0) throw new DeskError("invalid", "ticket_ids is empty. Name the tickets to change.");
  if (count <= MAX_BATCH_TICKETS) return;
  throw new DeskError(
    "invalid",
    `ticket_ids has ${count} tickets (limit ${MAX_BATCH_TICKETS}). Split them. Nothing was changed.`,
  );
}

function requireAll(numbers: readonly number[], records: readonly (TicketRecord | null)[]): void {
  const missing = numbers.filter((_, index) => records[index] === null).map((number) => `#${number}`);
  if (missing.length === 0) return;
  const [noun, shown] = [missing.length === 1 ? "Ticket" : "Tickets", missing.slice(0, 20).join(", ")];
  throw new DeskError(
    "not_found",
    `${noun} ${shown}${missing.length > 20 ? ", …" : ""} not found. Nothing was changed.`,
  );
}

/**
 * Resolves the end of a snooze. A duration counts from the time of the change, so a change that waits for approval keeps it;
 * a day such as `tomorrow 9:00` becomes a time.
 */
function freezeTimes(update: BulkUpdate, now: number, timeZone: string): Record<"frozen" | "resolved", BulkUpdate> {
  const { snoozed_until } = update;
  if (typeof snoozed_until !== "string") return { frozen: update, resolved: update };
  const resolved = { ...update, snoozed_until: parseFutureTime("snoozed_until", snoozed_until, now, timeZone) };
  return { frozen: isDuration(snoozed_until) ? update : resolved, resolved };
}

function judge(records: readonly TicketRecord[], now: number, decide: Decide): Judged {
  const judged: Judged = { changing: [], changed: [], left: [] };
  for (const record of records) addTo(judged, record, changeOne(record, now, decide));
  return judged;
}

/** @param result The ticket after the change, or the reason why it would not change. */
function addTo(judged: Judged, record: TicketRecord, result: TicketRecord | LeftReason): void {
  if ("reason" in result) {
    judged.left = addLeft(judged.left, result, record.id);
  } else {
    judged.changing.push(record);
    judged.changed.push(result);
  }
}

function changeOne(record: TicketRecord, now: number, decide: Decide): TicketRecord | LeftReason {
  const obstacle = findObstacle(record);
  if (obstacle !== null) return obstacle;
  const reasons: LeftReason[] = [];
  const seen = listLapses(record, now).at(-1)?.ticket ?? record;
  return explain(decide, reasons)(seen, formatInstant(now))?.ticket ?? reasons[0] ?? REASONS.same;
}

function toNothingToChange(left: readonly LeftTickets[]): DeskError {
  return new DeskError("wrong_state", `No ticket would change. ${left.map(formatLeft).join(" ")}`, {
    reasons: [{ code: "nothing_to_change" }],
  });
}

async function toPlan({ kv, now }: Store, judged: Judged, change: BulkChange): Promise<BatchPlan> {
  const { changing, changed, left, kept } = judged;
  const tiers = new TierReader(kv);
  const showFirst = (records: readonly TicketRecord[]) =>
    Promise.all(
      records.slice(0, FIRST).map(async (record) => toSummary(record, await tiers.getTierForTicket(record), now())),
    );
  const tickets = changing.map(({ id, revision }) => ({ id, revision }));
  return {
    ...{ change: { ...change, tickets, ...left.length > 0 && { left } }, first: await showFirst(changing), left },
    ...change.tool === "undo_batch" && { restored: await showFirst(changed) },
    ...kept && { kept },
  };
}

/** See {@linkcode Batches.planUndo}. */
export async function planUndo(store: Store, batchId: string): Promise<BatchPlan> {
  const number = parseBatchId(batchId);
  const id = formatBatchId(number);
  const { value: batch } = await store.kv.get<StoredBatch>(keys.batch(number));
  if (batch === null) throw toBatchNotFound(batchId);
  await recordLapsesForRead(store);
  const judged = await judgeUndo(store, batch.changed);
  if (judged.changing.length === 0) throw toNothingToUndo(id, batch, judged.left);
  return await toPlan(store, judged, { tool: "undo_batch", batch_id: id, tickets: [] });
}

async function judgeUndo({ kv, now }: Store, tickets: readonly TicketRevision[]): Promise<Judged> {
  const { fields } = await readSettings(kv);
  const judged: Judged = { changing: [], changed: [], left: [] };
  const [records, reversals] = await Promise.all([
    getAll<TicketRecord>(kv, tickets.map(({ id }) => keys.ticket(Number(id)))),
    createReversals(kv, tickets, fields, (id, reason) => {
      judged.kept = addLeft(judged.kept ?? [], reason, id);
    }),
  ]);
  for (const [index, { id, revision }] of tickets.entries()) {
    const record = records[index] ?? null;
    if (record === null) judged.left = addLeft(judged.left, REASONS.gone, id);
    else if (record.revision === revision) addTo(judged, record, changeOne(record, now(), reversals[index]!));
    else addTo(judged, record, findObstacle(record) ?? CHANGED_SINCE);
  }
  return judged;
}

const CHANGED_SINCE = { reason: "Changed since then.", code: "changed_since" } as const;

function toNothingToUndo(
  id: string,
  { undone_by, changed }: StoredBatch,
  left: readonly LeftTickets[],
): DeskError {
  const text = left.some(({ code }) => code !== CHANGED_SINCE.code)
    ? `Batch ${id} cannot be undone. ${left.map(formatLeft).join(" ")}`
    : changed.length === 0
    ? `Batch ${id} changed no ticket, so there is nothing to undo.`
    : undone_by === undefined
    ? `Batch ${id} cannot be undone: every ticket was changed since. Read their histories (get_history).`
    : `Batch ${id} was already undone, by batch ${undone_by}. Nothing was changed.`;
  return new DeskError("wrong_state", text);
}
