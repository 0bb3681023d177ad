/** Single keys. They do nothing while a person types, or while something modal is open. */

import { useLayoutEffect } from "preact/hooks";
import type { TicketRow } from "../../desk/mod.ts";
import type { Ui } from "../../parts/ui.ts";

type Run = (ui: Ui, row: TicketRow) => void;

/** The keys of actions on a ticket and on the selected ones, which are in the second part. */
const [ON_TICKET, ON_SELECTED] = [[..."iasprnczml"], [..."iaspcz"]];

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
  if (key === "t" && !desk.session.isReadOnly.value) return ui.run((part) => part.askToCreate(ui)), true;
  const { place } = desk.route.value;
  if (place !== "queue" && place !== "ticket") return false;
  const general = (place === "queue" ? IN_LIST : IN_TICKET)[key];
  if (general !== undefined) return general(ui), true;
  const isReadOnly = desk.session.isReadOnly.value;
  const isForSelected = place === "queue" && !isReadOnly && desk.queue.selected.value.size > 0;
  if (isForSelected && ON_SELECTED.includes(key)) return ui.run((part) => part.runOnSelected(ui, key)), true;
  const row = desk.getCurrent();
  const onRow = place === "queue" && !(isReadOnly && key === "x") ? ON_ROW[key] : undefined;
  const isOnTicket = !isReadOnly && ON_TICKET.includes(key);
  if (row === undefined || (onRow === undefined && !isOnTicket)) return false;
  const shown = desk.writes.show(row);
  if (onRow !== undefined) onRow(ui, shown);
  else ui.run((part) => part.runTicketKey(ui, key, shown));
  return true;
}

/** Handles the keys of the page, from the moment that it is on screen. */
export function useShortcuts(ui: Ui): void {
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || ui.isCovered || isEarly(ui, event)) return;
      const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
      const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a" && !isTyping(event);
      const menu = findOpenMenu(ui);
      if (menu !== null && !isPalette && event.key !== "Escape") return;
      if (menu !== null) ui.showsMenu.value = false;
      if (isPalette) ui.run((part) => part.openPalette(ui));
      else if (menu !== null) menu.focus();
      else if (isAll && maySelect(ui)) ui.desk.queue.selectAll();
      else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      else if (!ui.second.part.value?.takeEarlyKey(ui, event.key) && (isOff(ui, event.key) || !runKey(ui, event.key))) {
        return;
      }
      event.preventDefault();
    };
    const keep = (event: KeyboardEvent) => isEarly(ui, event) && keepEarlyKey(ui.earlyKeys!, event);
    addEventListener("keydown", keep, true); // before a field that has just got the focus
    addEventListener("keydown", listener);
    return () => {
      removeEventListener("keydown", keep, true);
      removeEventListener("keydown", listener);
    };
  }, []);
}

/** The keys with a longer name that a person may type for a field that is not there yet. */
const EDITING = ["Backspace", "Enter", "ArrowUp", "ArrowDown"];

/** True for a key of the person, not a kept one, while an action waits for the second part. */
function isEarly({ earlyKeys }: Ui, { isTrusted }: KeyboardEvent): boolean {
  return earlyKeys !== null && isTrusted;
}

/** Keeps a key for the second part, which types it later. A field takes its keys itself, unless earlier ones are still to come. */
function keepEarlyKey(keys: string[], event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || keys.length === 0 && isTyping(event)) return;
  if ([...key].length !== 1 && !EDITING.includes(key)) return;
  keys.push(key);
  event.preventDefault();
  event.stopPropagation();
}

/** Returns the button of the menu while it covers the page. A wide screen has no menu. */
function findOpenMenu({ showsMenu }: Ui): HTMLElement | null {
  const button = document.getElementById("menu");
  return showsMenu.value && button?.offsetParent ? button : null;
}

/** Keys such as Enter are not in the way of a person who dictates. */
function isOff({ hasSingleKeys }: Ui, key: string): boolean {
  return !hasSingleKeys && [...key].length === 1;
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
