/** The keys of the second part: the actions on a ticket, and the list of all keys. */

import type { TicketRow } from "../../desk/mod.ts";
import { askToClose } from "../../parts/forms.ts";
import {
  change,
  pickAssignee,
  pickMerge,
  pickPriority,
  pickSnooze,
  pickStatus,
  write,
} from "../../parts/ticket_actions.ts";
import { pickLink } from "../../parts/link_actions.ts";
import type { Ui } from "../../parts/ui.ts";
import type { Words } from "../../words/mod.ts";

interface Key {
  keys: readonly string[];
  action: keyof Words["actions"];
  group: "lists" | "tickets" | "anywhere";
}

/** The keys, as the list of keys shows them. */
export const KEYS: readonly Key[] = [
  { keys: ["j", "↓"], action: "next", group: "lists" },
  { keys: ["k", "↑"], action: "previous", group: "lists" },
  { keys: ["Enter", "o"], action: "open", group: "lists" },
  { keys: ["x"], action: "select", group: "lists" },
  { keys: ["Ctrl", "A"], action: "selectAll", group: "lists" },
  { keys: ["/"], action: "filter", group: "lists" },
  { keys: ["i"], action: "assignMe", group: "tickets" },
  { keys: ["a"], action: "assign", group: "tickets" },
  { keys: ["s"], action: "status", group: "tickets" },
  { keys: ["p"], action: "priority", group: "tickets" },
  { keys: ["r"], action: "reply", group: "tickets" },
  { keys: ["n"], action: "note", group: "tickets" },
  { keys: ["c"], action: "close", group: "tickets" },
  { keys: ["z"], action: "snooze", group: "tickets" },
  { keys: ["m"], action: "merge", group: "tickets" },
  { keys: ["l"], action: "link", group: "tickets" },
  { keys: ["Ctrl", "Enter"], action: "send", group: "tickets" },
  { keys: ["j", "]"], action: "next", group: "tickets" },
  { keys: ["k", "["], action: "previous", group: "tickets" },
  { keys: ["u", "Esc"], action: "back", group: "tickets" },
  { keys: ["t"], action: "create", group: "anywhere" },
  { keys: ["Ctrl", "K"], action: "palette", group: "anywhere" },
  { keys: ["?"], action: "keys", group: "anywhere" },
];

type Run = (ui: Ui, row: TicketRow) => void;

const ON_TICKET: Readonly<Record<string, Run>> = {
  i: (ui, { id }) => change(ui, id, { assignee: ui.desk.session.me }),
  a: (ui, row) => pickAssignee(ui, row),
  s: (ui, row) => pickStatus(ui, row),
  p: (ui, row) => pickPriority(ui, row),
  r: (ui, { id }) => write(ui, id, "reply"),
  n: (ui, { id }) => write(ui, id, "note"),
  c: (ui, row) => askToClose(ui, row),
  z: (ui, row) => pickSnooze(ui, row),
  m: (ui, row) => void pickMerge(ui, row),
  l: (ui, row) => pickLink(ui, row),
};

/** Runs the key of an action on a ticket. */
export function runTicketKey(ui: Ui, key: string, row: TicketRow): void {
  ON_TICKET[key]?.(ui, row);
}
