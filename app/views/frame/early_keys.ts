/** Keys that a person types for the composer of a ticket before it is on screen. */

import type { OpenTicket } from "../../desk/mod.ts";
import type { Ui } from "../../parts/ui.ts";

/** Adds a key to the draft if the composer is about to get the focus. @returns True if no other key handler should see it. */
export function takeEarlyKey({ composerFor, desk }: Ui, key: string): boolean {
  const { route: { value: route }, drafts, opened: { value: opened } } = desk;
  const { value: id } = composerFor;
  if (id === null || route.place !== "ticket" || route.id !== id || key === "Escape") return false;
  if (!isComing(opened) || isForButton(key)) return false;
  const draft = drafts.get(id);
  const body = edit(draft.body, key);
  if (body !== draft.body) drafts.set(id, { ...draft, body });
  return true;
}

/** A ticket that could not be loaded may be loaded again: what is typed meanwhile must not act on it. */
function isComing(opened: OpenTicket | null): boolean {
  if (opened === null) return true;
  const { state: { value: state }, ticket: { value: ticket } } = opened;
  return ticket === null ? state !== "missing" : state === "loading" || ticket.merged_into === null;
}

/** Space presses the button that has the focus, such as the one that loads the ticket again. */
function isForButton(key: string): boolean {
  return key === " " && document.activeElement?.matches("button") === true;
}

function edit(text: string, key: string): string {
  if (key === "Backspace") return text.slice(0, -1);
  if (key === "Enter") return `${text}\n`;
  return [...key].length === 1 ? text + key : text;
}
