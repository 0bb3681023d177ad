/** Keys that a person types for the composer of a ticket before it is on screen. */

import type { Ui } from "../../parts/ui.ts";

/** Adds a key to the draft if the composer is about to get the focus. @returns True if no other key handler should see it. */
export function takeEarlyKey({ composerFor, desk }: Ui, key: string): boolean {
  const { route: { value: route }, drafts, opened: { value: opened } } = desk;
  const { value: id } = composerFor;
  if (id === null || route.place !== "ticket" || route.id !== id || key === "Escape") return false;
  const isComing = opened === null || opened.state.value === "loading" || opened.ticket.value?.merged_into === null;
  if (!isComing) return false;
  const draft = drafts.get(id);
  const body = edit(draft.body, key);
  if (body !== draft.body) drafts.set(id, { ...draft, body });
  return true;
}

function edit(text: string, key: string): string {
  if (key === "Backspace") return text.slice(0, -1);
  if (key === "Enter") return `${text}\n`;
  return [...key].length === 1 ? text + key : text;
}
