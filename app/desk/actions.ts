/** The things that a person does with a ticket. Menus, keys and the palette all use these. */

import type { Batch, BatchValues } from "./batches.ts";
import type { Desk } from "./desk.ts";
import type { Draft } from "./drafts.ts";
import { getCustom, type TicketRow } from "./model.ts";
import { createKey, makeChange, type Outcome } from "./make_change.ts";
import type { Change } from "./writes.ts";

export { createKey };

/** Changes fields of a ticket, and offers to undo it. @param refuse Shows a refusal where the value was typed. */
export function updateTicket(
  desk: Desk,
  row: TicketRow,
  values: Pick<Partial<TicketRow>, "status" | "priority" | "assignee" | "subject" | "customer" | "snoozed_until">,
  text: string,
  refuse?: Change["refuse"],
): Promise<Outcome> {
  return makeChange(desk.writes, row, {
    ...toUpdate(row.id, values),
    refuse,
    saved(before, after, about) {
      const former = Object.fromEntries(Object.keys(values).map((name) => [name, before[name as keyof TicketRow]]));
      // The undo is a change of the ticket as it was left: if someone changed the value since, the person decides.
      const undo = () => void makeChange(desk.writes, after, toUpdate(row.id, former));
      desk.notices.offerUndo(text, undo, about);
    },
  });
}

function toUpdate(id: string, values: Partial<TicketRow>): Change {
  const noNull = Object.entries(values).map(([name, value]) => [name, value ?? "none"]);
  const input = { ticket_id: id, ...Object.fromEntries(noNull) };
  return { tool: "update_ticket", input, values };
}

interface CustomChange {
  name: string;
  /** Null removes the value. */
  value: string | number | boolean | null;
  /** Says what was done. */
  text: string;
  /** False if the server cannot take the value before. */
  canUndo: boolean;
  refuse: NonNullable<Change["refuse"]>;
}

/** Changes a custom field of a ticket, and offers to undo it. */
export function updateCustom(desk: Desk, row: TicketRow, change: CustomChange): Promise<Outcome> {
  const { name, value, text, canUndo, refuse } = change;
  const toChange = (value: CustomChange["value"]): Change => {
    const custom = { [name]: value };
    return { tool: "update_ticket", input: { ticket_id: row.id, custom }, values: { custom }, refuse };
  };
  return makeChange(desk.writes, row, {
    ...toChange(value),
    saved(before, after, about) {
      const run = () => void makeChange(desk.writes, after, toChange(getCustom(before, name)));
      desk.notices.offerUndo(text, canUndo && run, about);
    },
  });
}

/** Adds and removes tags. @param refuse Shows a refusal of the server where the tag was typed. */
export function updateTags(
  desk: Desk,
  row: TicketRow,
  tags: readonly string[],
  refuse?: Change["refuse"],
): Promise<Outcome> {
  const add_tags = tags.filter((tag) => !row.tags.includes(tag));
  const remove_tags = row.tags.filter((tag) => !tags.includes(tag));
  const input = {
    ticket_id: row.id,
    ...add_tags.length > 0 && { add_tags },
    ...remove_tags.length > 0 && { remove_tags },
  };
  return makeChange(desk.writes, row, { tool: "update_ticket", input, values: { tags }, refuse });
}

interface CloseOptions extends Pick<Change, "refuse"> {
  /** Says what was done. */
  done: string;
  /** Says in the history why the ticket was reopened. */
  undone: string;
}

/** Closes a ticket, and offers to undo it. */
export function close(desk: Desk, row: TicketRow, resolution: string, options: CloseOptions): Promise<Outcome> {
  const { done, undone, refuse } = options;
  const wasOpened = isOpened(desk, row.id);
  return makeChange(desk.writes, row, {
    ...{ tool: "close_ticket_tool", input: { ticket_id: row.id, resolution }, values: { status: "closed" } },
    refuse,
    saved(before, after, about) {
      const run = () => {
        if (wasOpened) desk.go({ place: "ticket", id: row.id });
        void undoClose(desk, before, after, undone);
      };
      desk.notices.offerUndo(done, run, about);
    },
  });
}

/** Reopens a ticket, and gives it back what it lost when it was closed. */
async function undoClose(desk: Desk, before: TicketRow, after: TicketRow, reason: string): Promise<void> {
  const { id, status, assignee, snoozed_until } = before;
  let reopened = after;
  const outcome = await makeChange(desk.writes, after, {
    ...{ tool: "reopen_ticket", input: { ticket_id: id, reason }, values: { status, assignee } },
    saved: (_, row) => reopened = row,
  });
  const lost = {
    ...status !== "open" && { status },
    ...assignee !== null && { assignee },
    ...snoozed_until && Date.parse(snoozed_until) > Date.now() && { snoozed_until },
  };
  if (outcome === "saved" && Object.keys(lost).length > 0) {
    await makeChange(desk.writes, reopened, toUpdate(id, lost));
  }
}

/** Leaves a ticket that was closed: for the next one of the list, or the list. One from elsewhere stays. */
export function goOn(desk: Desk, id: string): void {
  if (!isOpened(desk, id) || !desk.queue.rows.value.some((row) => row.id === id)) return;
  const next = desk.queue.getNeighbour(id, 1);
  if (next === undefined) desk.leaveTicket();
  else desk.go({ place: "ticket", id: next });
}

function isOpened({ route: { value: route } }: Desk, id: string): boolean {
  return route.place === "ticket" && route.id === id;
}

/** Reopens a closed ticket. It loses its assignee. */
export function reopen(desk: Desk, row: TicketRow, reason: string, refuse?: Change["refuse"]): Promise<Outcome> {
  const input = { ticket_id: row.id, reason };
  const change = { tool: "reopen_ticket", input, values: { status: "open" as const }, refuse };
  return makeChange(desk.writes, row, change);
}

/** Closes a ticket as a duplicate of another one. The server asks the person for approval. */
export function merge(desk: Desk, row: TicketRow, into_ticket_id: string): Promise<Outcome> {
  const input = { ticket_id: row.id, into_ticket_id };
  return makeChange(desk.writes, row, { tool: "merge_tickets", input, values: {} });
}

/** Attaches a file to a ticket. @param content In base64, or a data URL. */
export function attach(desk: Desk, row: TicketRow, name: string, content: string): Promise<Outcome> {
  const input = { ticket_id: row.id, name, content_base64: content };
  return makeChange(desk.writes, row, { tool: "attach_file", input, values: {} });
}

/**
 * Creates a ticket.
 *
 * @param key The same for every attempt.
 * @throws {ToolError} If the server refuses.
 * @throws {BridgeError} If it was not reached.
 */
export function create(
  desk: Desk,
  values: Readonly<Record<string, unknown>>,
  key: string,
): Promise<{ ticket: TicketRow; account_created: boolean }> {
  return desk.bridge.call("create_ticket", { ...values, idempotency_key: key });
}

/**
 * Adds the draft of a ticket as a comment, and removes it once it is saved.
 *
 * @param commentCount The number of comments that the person saw.
 */
export async function send(desk: Desk, row: TicketRow, { kind, body }: Draft, commentCount: number): Promise<Outcome> {
  const outcome = await makeChange(desk.writes, row, {
    tool: "add_comment",
    input: { ticket_id: row.id, kind, body: body.trim() },
    values: {},
    needsThread: true,
    fail: (error) => desk.writes.setUnsent(row.id, error),
  }, commentCount);
  if (outcome !== "failed") desk.writes.setUnsent(row.id);
  if (outcome === "saved") desk.drafts.remove(row.id);
  return outcome;
}

/**
 * Changes all selected tickets with one call, and keeps those selected that stay the same.
 *
 * @param offer The message about what was done, and its undo.
 * @returns False if nothing was changed.
 */
export async function updateSelected(
  desk: Desk,
  values: BatchValues,
  offer: { describe(batch: Batch): string; undo(id: string): void },
): Promise<boolean> {
  const { queue, notices } = desk;
  const { batches } = desk.getPlaces();
  const batch = await batches.update([...queue.selected.value], values);
  if (batch === undefined) return false;
  const changed = new Set(batch.tickets.map(({ id }) => id));
  queue.selected.value = new Set([...queue.selected.value].filter((id) => !changed.has(id)));
  for (const id of changed) notices.dismissOlder(id, Object.keys(values));
  notices.offerUndo(offer.describe(batch), () => offer.undo(batch.batch_id));
  return true;
}

/** Gives a duplicate back its earlier state. */
export function undoMerge(desk: Desk, row: TicketRow): Promise<Outcome> {
  return makeChange(desk.writes, row, { tool: "merge_tickets", input: { ticket_id: row.id, undo: true }, values: {} });
}

/** Links a ticket to another one, or removes such a link. @param link Such as `caused_by:42`. */
export function updateLinks(desk: Desk, row: TicketRow, name: "add_links" | "remove_links", link: string) {
  const input = { ticket_id: row.id, [name]: [link] };
  return makeChange(desk.writes, row, { tool: "update_ticket", input, values: {} });
}

/** Returns the newest known state of a ticket, with the values that are being saved. */
export function findRow(desk: Desk, id: string): TicketRow | undefined {
  const opened = desk.opened.value?.ticket.value;
  const row = opened?.id === id ? opened : desk.queue.rows.value.find((row) => row.id === id);
  return row && desk.writes.show(row);
}
