/** Actions on one ticket, as menus, keys and the palette start them. */

import { actions, type Priority, type Status, type TicketRow } from "../desk/mod.ts";
import { chooseAssignee, choosePriority, chooseStatus } from "./choices.tsx";
import { describeChange } from "./labels.ts";
import type { Ui } from "./ui.ts";

type Values = { status?: Exclude<Status, "closed">; priority?: Priority; assignee?: string | null; subject?: string };
type Anchor = Element | null | undefined;

/** Changes a ticket that is not closed, and confirms it with an undo. */
export function change(ui: Ui, id: string, values: Values): void {
  const row = actions.findRow(ui.desk, id);
  if (row === undefined) return;
  void actions.updateTicket(ui.desk, row, values, describeChange(id, values, ui.words.value));
}

export function pickStatus(ui: Ui, row: TicketRow, anchor?: Anchor): void {
  const ask = () => ui.closing.value = row;
  if (row.status === "closed") ask();
  else chooseStatus(ui, (values) => change(ui, row.id, values), anchor, row.status, ask);
}

export function pickPriority(ui: Ui, row: TicketRow, anchor?: Anchor): void {
  choosePriority(ui, (values) => change(ui, row.id, values), anchor, row.priority);
}

export function pickAssignee(ui: Ui, row: TicketRow, anchor?: Anchor): void {
  chooseAssignee(ui, (values) => change(ui, row.id, values), anchor, row.assignee);
}

/** Opens the composer of a ticket for a reply or a note. */
export function write(ui: Ui, id: string, kind: "reply" | "note"): void {
  const { desk } = ui;
  desk.drafts.set(id, { ...desk.drafts.get(id), kind });
  if (desk.opened.value?.id !== id) desk.go({ place: "ticket", id });
  ui.composerCalls.value++;
}
