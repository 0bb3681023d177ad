/** Actions on one ticket, as menus, keys and the palette start them. */

import type { Priority, Status, TicketRow } from "../desk/mod.ts";
import { actions } from "../desk/second/mod.ts";
import { chooseAssignee, choosePriority, chooseStatus } from "./choices.tsx";
import { findTickets } from "./find_tickets.tsx";
import { askToClose } from "./forms.ts";
import { describeChange } from "./labels.ts";
import { chooseSnooze } from "./snooze.tsx";
import { formatExact } from "./times.ts";
import type { Ui } from "./ui.ts";

interface Values {
  status?: Exclude<Status, "closed">;
  priority?: Priority;
  assignee?: string | null;
  subject?: string;
  snoozed_until?: string | null;
}
type Anchor = Element | null | undefined;

/** Changes a ticket that is not closed, and confirms it with an undo. */
export function change(ui: Ui, id: string, values: Values): void {
  const row = actions.findRow(ui.desk, id);
  if (row !== undefined) changeSeen(ui, row, values);
}

/**
 * Saves a subject that was typed. If someone else changed it in the meantime, the person decides.
 *
 * @param start The ticket as it was when the edit began.
 */
export function saveSubject(ui: Ui, start: TicketRow, subject: string): void {
  if (subject !== "" && subject !== start.subject) changeSeen(ui, start, { subject });
}

/** @param row The ticket as the person saw it. */
function changeSeen(ui: Ui, row: TicketRow, values: Values): void {
  const { id } = row;
  const { words: { value: words }, locale: { value: locale } } = ui;
  const text = values.snoozed_until
    ? words.snooze.done(id, formatExact(values.snoozed_until, locale))
    : describeChange(id, values, words);
  void actions.updateTicket(ui.desk, row, values, text);
}

export function pickStatus(ui: Ui, row: TicketRow, anchor?: Anchor): void {
  const ask = () => askToClose(ui, row);
  if (row.status === "closed") ask();
  else chooseStatus(ui, (values) => change(ui, row.id, values), anchor, row.status, ask);
}

export function pickPriority(ui: Ui, row: TicketRow, anchor?: Anchor): void {
  choosePriority(ui, (values) => change(ui, row.id, values), anchor, row.priority);
}

export function pickAssignee(ui: Ui, row: TicketRow, anchor?: Anchor): void {
  chooseAssignee(ui, (values) => change(ui, row.id, values), anchor, row.assignee);
}

export function pickSnooze(ui: Ui, row: TicketRow, anchor?: Anchor): void {
  if (row.status !== "closed") chooseSnooze(ui, (values) => change(ui, row.id, values), anchor, row.snoozed_until);
}

/** Lets the person choose the ticket that remains: other tickets of the customer first. */
export async function pickMerge(ui: Ui, row: TicketRow): Promise<void> {
  const [{ desk }, { merge: words }] = [ui, ui.words.value];
  const run = async (into: TicketRow) => {
    const { id } = into;
    for (const ticket of [row, into]) desk.getPlaces().records.add(ticket);
    const outcome = await actions.merge(desk, actions.findRow(desk, row.id) ?? row, id);
    if (outcome !== "saved") return;
    const undo = () => void undoMerge(ui, row);
    desk.notices.offerUndo(words.done(row.id, id), undo, { id: row.id, fields: ["status"] });
  };
  const find = (query: string) => findTickets(ui, query, (found) => void run(found), row.id);
  const label = words.title(row.id);
  const choices = await find(`customer:${row.customer} -is:merged`).catch(() => []);
  ui.chooser.value = { label, placeholder: words.placeholder, choices, search: find };
}

/** Gives a merged ticket back its earlier state. */
export async function undoMerge({ desk, words }: Ui, row: TicketRow): Promise<void> {
  const outcome = await actions.undoMerge(desk, actions.findRow(desk, row.id) ?? row);
  if (outcome === "saved") desk.notices.add({ kind: "done", text: words.value.unmerge.done(row.id) });
}

/** Opens the composer of a ticket for a reply or a note. */
export function write(ui: Ui, id: string, kind: "reply" | "note"): void {
  const { desk } = ui;
  desk.drafts.set(id, { ...desk.drafts.get(id), kind });
  if (desk.opened.value?.id !== id) desk.go({ place: "ticket", id });
  ui.composerFor.value = id;
}
