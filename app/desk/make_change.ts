/** The one way to change something: the value shows at once, and everything that can go wrong is decided here. */

import { BridgeError, ToolError } from "../bridges/bridge.ts";
import { getActorName, type TicketEvent, type TicketRow } from "./model.ts";
import { readHistory, readTicket } from "./read_ticket.ts";
import { isRejected, isStale } from "./refusals.ts";
import type { UnsavedChange } from "./notices.ts";
import { repeat } from "./repeat.ts";
import type { Change, Writes } from "./writes.ts";

/** A value that someone else changed to something else. */
export interface FieldConflict {
  /** The name of a field, or of a custom field. */
  field: string;
  isCustom: boolean;
  mine: unknown;
  theirs: unknown;
}

export type Outcome = "saved" | "unchanged" | "failed";

/**
 * Makes a change. Failures are shown to the person.
 *
 * @param row The ticket as the person saw it.
 * @param commentCount The number of comments that the person saw.
 */
export async function makeChange(
  writes: Writes,
  row: TicketRow,
  change: Change,
  commentCount?: number,
): Promise<Outcome> {
  const earlier = writes.pending.value.filter(({ id }) => id === row.id).map(({ ended }) => ended);
  let end = () => {};
  const ended = new Promise<void>((resolve) => end = resolve);
  const pending = { id: row.id, values: change.values, ended };
  writes.pending.value = [...writes.pending.value, pending];
  try {
    await Promise.all(earlier); // in order: a person has no conflict with their own changes
    return await send(writes, row, change, commentCount);
  } catch (error) {
    if (isRejected(error)) return "unchanged";
    if (change.fail !== undefined) change.fail(error);
    else if (error instanceof ToolError && change.refuse !== undefined) change.refuse(error);
    else report(writes, error, row, change, () => void makeChange(writes, row, change, commentCount));
    return "failed";
  } finally {
    writes.pending.value = writes.pending.value.filter((other) => other !== pending);
    end();
  }
}

async function send(writes: Writes, row: TicketRow, change: Change, commentCount?: number): Promise<Outcome> {
  try {
    const result = await repeatCall(writes, change, row);
    const state = getState(row, change, result);
    const { accept, notices } = writes.options;
    accept(state);
    const changed = toUnsaved(row, change);
    notices.settle(changed.key);
    notices.dismissOlder(row.id, change.tool === "merge_tickets" ? undefined : changed.fields);
    change.saved?.(row, { ...row, ...state }, changed);
    return "saved";
  } catch (error) {
    if (!isStale(error)) throw error;
    return await resolve(writes, row, change, commentCount);
  }
}

/** Another change came first. If it changed something else, this one is made on top of it; otherwise the person decides. */
async function resolve(writes: Writes, row: TicketRow, change: Change, commentCount?: number): Promise<Outcome> {
  const { ticket: now, comments } = await readTicket(writes.options.bridge, row.id);
  writes.options.accept(now);
  const fresh = change.needsThread && commentCount !== undefined ? comments.slice(commentCount) : [];
  if (findConflicts(row, now, change).length > 0 || fresh.length > 0) {
    const events = await readHistory(writes.options.bridge, row.id).catch(() => []);
    const anyway = await new Promise<boolean>((decide) => {
      writes.conflict.value = { change, before: row, now, comments: fresh, events, decide };
    });
    writes.conflict.value = null;
    if (!anyway) return "unchanged";
  }
  return await send(writes, now, change, comments.length);
}

/** Sends the call again after a lost connection, now or when the person asks for it: its key makes it take effect once. */
async function repeatCall(writes: Writes, change: Change, { revision }: TicketRow): Promise<Record<string, unknown>> {
  const { tool, input, needsThread } = change;
  // Values that were set in the meantime may not be set back by an old call. A comment is not added twice.
  const same = JSON.stringify([tool, input, needsThread ? null : revision]);
  const call = writes.lost.get(same) ?? { ...input, expected_revision: revision, idempotency_key: createKey() };
  writes.lost.delete(same);
  try {
    return await repeat(() => writes.options.bridge.call(tool, call), writes.options.delays);
  } catch (error) {
    if (error instanceof BridgeError) writes.lost.set(same, call);
    throw error;
  }
}

function report(writes: Writes, error: unknown, row: TicketRow, change: Change, resend: () => void): void {
  const canResend = error instanceof BridgeError && error.failure !== "scope";
  writes.options.notices.failChange(error, toUnsaved(row, change), canResend ? resend : undefined);
}

function toUnsaved({ id }: TicketRow, { tool, values: { custom = {}, ...values } }: Change): UnsavedChange {
  const fields = [...Object.keys(values), ...Object.keys(custom)];
  return { id, fields, key: [tool, id, ...fields].join(" ") };
}

/** Lists the values of a change that someone else changed to something else. */
export function findConflicts(before: TicketRow, now: TicketRow, { values }: Change): FieldConflict[] {
  const { custom = {}, ...fields } = values;
  return [
    ...compare({ ...before }, { ...now }, fields).map((conflict) => ({ ...conflict, isCustom: false })),
    ...compare(before.custom, now.custom, custom).map((conflict) => ({ ...conflict, isCustom: true })),
  ];
}

/** Returns who changed a field last, and when. */
export function findAuthor(
  events: readonly TicketEvent[],
  { field, isCustom }: Pick<FieldConflict, "field" | "isCustom">,
): { by: string; at: string } | undefined {
  const get = (values: Values) => isCustom ? (values.custom as Values | undefined)?.[field] : values[field];
  const event = events.findLast(({ before, after }) => differ(get(before), get(after)));
  return event && { by: getActorName(event.by), at: event.at };
}

type Values = Readonly<Record<string, unknown>>;

function compare(before: Values = {}, now: Values = {}, values: Values) {
  const get = (from: Values, field: string) => Object.hasOwn(from, field) ? from[field] ?? null : null;
  return Object.entries(values)
    .map(([field, mine]) => ({ field, mine: mine ?? null, theirs: get(now, field) }))
    .filter(({ field, mine, theirs }) => differ(get(before, field), theirs) && differ(mine, theirs));
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** Reads the new state of a ticket from the result of a write, where it says so. */
function getState(
  row: TicketRow,
  { values }: Change,
  { ticket, revision, status }: Record<string, unknown>,
): Partial<TicketRow> & { id: string } {
  if (ticket !== undefined) return { snoozed_until: null, custom: {}, ...ticket as TicketRow };
  return {
    ...values,
    id: row.id,
    revision: typeof revision === "number" ? revision : row.revision + 1,
    ...typeof status === "string" && { status: status as TicketRow["status"] },
  };
}

/** Creates a key for a write. `crypto.randomUUID` is missing where the page came without TLS from another machine. */
export function createKey(): string {
  return `desk-${[...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("")}`;
}
