/** Links between tickets, as menus and the palette change them. */

import type { Link, TicketRow } from "../desk/mod.ts";
import { actions } from "../desk/second/mod.ts";
import type { Choice } from "./chooser.tsx";
import { findTickets } from "./find_tickets.tsx";
import type { Ui } from "./ui.ts";

/** Lets the person choose the kind of a link, and then the other ticket. */
export function pickLink(ui: Ui, row: TicketRow, anchor: Element | null = null): void {
  const { links } = ui.words.value;
  const choices = Object.entries(links.kinds).map(([kind, label]): Choice => ({
    ...{ key: kind, label },
    run: () => pickOther(ui, row, kind),
  }));
  ui.chooser.value = { label: links.kind, choices, anchor };
}

function pickOther(ui: Ui, row: TicketRow, kind: string): void {
  const { links } = ui.words.value;
  const search = (query: string) =>
    findTickets(ui, query, ({ id }) => void addLink(ui, row, `${kind}:${id}`, id), row.id);
  ui.chooser.value = { label: links.kinds[kind]!, placeholder: links.placeholder, choices: [], search };
}

async function addLink(ui: Ui, row: TicketRow, link: string, other: string): Promise<void> {
  const text = ui.words.value.links.done(row.id, other);
  await change(ui, row, { name: "add_links", link, text, undo: "remove_links" });
}

export async function removeLink(ui: Ui, row: TicketRow, { relation, id }: Link): Promise<void> {
  const text = ui.words.value.links.removed(row.id, id);
  await change(ui, row, { name: "remove_links", link: `${relation}:${id}`, text, undo: "add_links" });
}

type Direction = "add_links" | "remove_links";

async function change(
  { desk }: Ui,
  row: TicketRow,
  { name, link, text, undo }: { name: Direction; link: string; text: string; undo: Direction },
): Promise<void> {
  const write = (name: Direction) => actions.updateLinks(desk, actions.findRow(desk, row.id) ?? row, name, link);
  if (await write(name) !== "saved") return;
  desk.notices.offerUndo(text, () => void write(undo));
}
