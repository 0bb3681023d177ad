/** Single keys. They do nothing while a person types, or while something modal is open. */

import { useEffect } from "preact/hooks";
import type { TicketRow } from "../../desk/mod.ts";
import { askToClose, askToCreate } from "../../parts/forms.ts";
import {
  change,
  pickAssignee,
  pickMerge,
  pickPriority,
  pickSnooze,
  pickStatus,
  write,
} from "../../parts/ticket_actions.ts";
import { runOnSelected } from "../../parts/bulk_actions.ts";
import { pickLink } from "../../parts/link_actions.ts";
import type { Ui } from "../../parts/ui.ts";
import type { Words } from "../../words/mod.ts";
import { openPalette } from "./palette.tsx";

interface Key {
  keys: readonly string[];
  action: keyof Words["actions"];
  group: "lists" | "tickets" | "anywhere";
}

/** The keys, as the list of keys shows them. */
export const KEYS: readonly Key[] = [
  { keys: ["j", "↓"], action: "next", group: "lists" },
  { keys: ["k", "↑"], action: "previous", group: "lists" },
  { keys: ["Enter"], action: "open", group: "lists" },
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
  { keys: ["u", "Esc"], action: "back", group: "tickets" },
  { keys: ["t"], action: "create", group: "anywhere" },
  { keys: ["Ctrl", "K"], action: "palette", group: "anywhere" },
  { keys: ["?"], action: "keys", group: "anywhere" },
];

type Run = (ui: Ui, row: TicketRow) => void;

const ON_TICKET: Readonly<Record<string, Run>> = {
  i: (ui, { id }) => change(ui, id, { assignee: ui.desk.session.you.value }),
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

const IN_LIST: Readonly<Record<string, (ui: Ui) => void>> = {
  j: ({ desk }) => desk.queue.move(1),
  ArrowDown: ({ desk }) => desk.queue.move(1),
  k: ({ desk }) => desk.queue.move(-1),
  ArrowUp: ({ desk }) => desk.queue.move(-1),
  Home: ({ desk }) => desk.queue.move(-Infinity),
  End: ({ desk }) => desk.queue.move(Infinity),
  "/": () => document.getElementById("filter")?.focus(),
  Escape: ({ desk }) => desk.queue.clearSelection(),
};

const ON_ROW: Readonly<Record<string, Run>> = {
  Enter: ({ desk }, { id }) => desk.go({ place: "ticket", id }),
  o: ({ desk }, { id }) => desk.go({ place: "ticket", id }),
  x: ({ desk }, { id }) => desk.queue.toggle(id),
};

const IN_TICKET: Readonly<Record<string, (ui: Ui) => void>> = {
  u: ({ desk }) => desk.leaveTicket(),
  Escape: ({ desk }) => desk.leaveTicket(),
  j: (ui) => goToNeighbour(ui, 1),
  "]": (ui) => goToNeighbour(ui, 1),
  k: (ui) => goToNeighbour(ui, -1),
  "[": (ui) => goToNeighbour(ui, -1),
};

function goToNeighbour({ desk }: Ui, by: 1 | -1): void {
  const id = desk.queue.getNeighbour(desk.opened.value?.id ?? "", by);
  if (id !== undefined) desk.go({ place: "ticket", id });
}

/** Runs what a key stands for. @returns True if it stands for something. */
export function runKey(ui: Ui, key: string): boolean {
  const { desk } = ui;
  if (key === "?") return ui.showsKeys.value = true;
  if (key === "t" && !desk.session.isReadOnly.value) return askToCreate(ui), true;
  const { place } = desk.route.value;
  if (place !== "queue" && place !== "ticket") return false;
  const general = (place === "queue" ? IN_LIST : IN_TICKET)[key];
  if (general !== undefined) return general(ui), true;
  const isReadOnly = desk.session.isReadOnly.value;
  const isForSelected = place === "queue" && !isReadOnly && desk.queue.selected.value.size > 0;
  if (isForSelected && runOnSelected(ui, key)) return true;
  const row = desk.getCurrent();
  const onRow = place === "queue" && !(isReadOnly && key === "x") ? ON_ROW[key] : undefined;
  const onTicket = isReadOnly ? undefined : ON_TICKET[key];
  const run = onRow ?? onTicket;
  if (row === undefined || run === undefined) return false;
  run(ui, desk.writes.show(row));
  return true;
}

/** Handles the keys of the page. */
export function useShortcuts(ui: Ui): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || ui.isCovered) return;
      const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
      const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && !isTyping(event);
      if (isPalette) openPalette(ui);
      else if (isAll && maySelect(ui)) ui.desk.queue.selectAll();
      else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      else if (!runKey(ui, event.key)) return;
      event.preventDefault();
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
}

function maySelect({ desk }: Ui): boolean {
  return desk.route.value.place === "queue" && !desk.session.isReadOnly.value;
}

/** Keys belong to fields, and Enter to buttons and links. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("textarea, select, [contenteditable]") !== null) return true;
  const input = target.closest("input");
  if (input !== null) return input.type !== "checkbox" || key === " ";
  return key === "Enter" && target.closest("button, a, summary") !== null;
}
