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
  /** True if it is of no use to a person who may only read. */
  writes?: boolean;
}

/** The keys. Those after Ctrl are pressed with it, others each alone. */
const KEYS: readonly Key[] = [
  { keys: ["j", "↓"], action: "next", group: "lists" },
  { keys: ["k", "↑"], action: "previous", group: "lists" },
  { keys: ["Enter", "o"], action: "open", group: "lists" },
  { keys: ["x"], action: "select", group: "lists", writes: true },
  { keys: ["Ctrl", "A"], action: "selectAll", group: "lists", writes: true },
  { keys: ["/"], action: "filter", group: "lists" },
  { keys: ["i"], action: "assignMe", group: "tickets", writes: true },
  { keys: ["a"], action: "assign", group: "tickets", writes: true },
  { keys: ["s"], action: "status", group: "tickets", writes: true },
  { keys: ["p"], action: "priority", group: "tickets", writes: true },
  { keys: ["r"], action: "reply", group: "tickets", writes: true },
  { keys: ["n"], action: "note", group: "tickets", writes: true },
  { keys: ["c"], action: "close", group: "tickets", writes: true },
  { keys: ["z"], action: "snooze", group: "tickets", writes: true },
  { keys: ["m"], action: "merge", group: "tickets", writes: true },
  { keys: ["l"], action: "link", group: "tickets", writes: true },
  { keys: ["Ctrl", "Enter"], action: "send", group: "tickets", writes: true },
  { keys: ["j", "]"], action: "next", group: "tickets" },
  { keys: ["k", "["], action: "previous", group: "tickets" },
  { keys: ["u", "Esc"], action: "back", group: "tickets" },
  { keys: ["t"], action: "create", group: "anywhere", writes: true },
  { keys: ["Ctrl", "K"], action: "palette", group: "anywhere" },
  { keys: ["?"], action: "keys", group: "anywhere" },
];

/** Lists the keys that do something for this person now. */
export function listKeys({ desk: { session }, hasSingleKeys }: Ui): Key[] {
  const isOf = ({ action, writes }: Key) =>
    !(writes && session.isReadOnly.value) && (action !== "create" || session.has("create_ticket"));
  const isOn = (key: string, keys: readonly string[]) => hasSingleKeys || keys[0] === "Ctrl" || !/^[!-~]$/.test(key);
  return KEYS.filter(isOf)
    .map((each) => ({ ...each, keys: each.keys.filter((key) => isOn(key, each.keys)) }))
    .filter(({ keys }) => keys.length > 0);
}

type Run = (ui: Ui, row: TicketRow) => void | Promise<void>;

const ON_TICKET: Readonly<Record<string, Run>> = {
  i: (ui, { id }) => change(ui, id, { assignee: ui.desk.session.me }),
  a: (ui, row) => pickAssignee(ui, row),
  s: (ui, row) => pickStatus(ui, row),
  p: (ui, row) => pickPriority(ui, row),
  r: (ui, { id }) => write(ui, id, "reply"),
  n: (ui, { id }) => write(ui, id, "note"),
  c: (ui, row) => askToClose(ui, row),
  z: (ui, row) => pickSnooze(ui, row),
  m: (ui, row) => pickMerge(ui, row),
  l: (ui, row) => pickLink(ui, row),
};

/** Runs the key of an action on a ticket. */
export async function runTicketKey(ui: Ui, key: string, row: TicketRow): Promise<void> {
  await ON_TICKET[key]?.(ui, row);
}
