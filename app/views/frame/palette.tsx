/** The palette: every command, every place, and every ticket. */

import { BUILT_IN_VIEWS, type TicketRow } from "../../desk/mod.ts";
import type { Choice } from "../../parts/chooser.tsx";
import { LineIcon, PriorityIcon, StatusIcon } from "../../parts/icons.tsx";
import { getViewName } from "../../parts/labels.ts";
import { change, pickAssignee, pickPriority, pickStatus, write } from "../../parts/ticket_actions.ts";
import type { Ui } from "../../parts/ui.ts";
import { PLACES } from "./places.ts";

/** Opens the palette. */
export function openPalette(ui: Ui): void {
  const words = ui.words.value;
  ui.chooser.value = {
    label: words.palette.label,
    placeholder: words.palette.placeholder,
    choices: [...listTicketChoices(ui), ...listPlaceChoices(ui), ...listGeneralChoices(ui)],
    search: (text) => searchTickets(ui, text),
  };
}

/** Commands for the ticket that is open or has the cursor. */
function listTicketChoices(ui: Ui): Choice[] {
  const [{ desk }, { actions: words }] = [ui, ui.words.value];
  const row = desk.getCurrent();
  if (row === undefined || desk.session.isReadOnly.value) return [];
  const hint = `#${row.id}`;
  const commands: [keyof typeof words, string, () => void][] = [
    ["reply", "r", () => write(ui, row.id, "reply")],
    ["note", "n", () => write(ui, row.id, "note")],
    ["assignMe", "i", () => change(ui, row.id, { assignee: desk.session.you.value })],
    ["assign", "a", () => pickAssignee(ui, row)],
    ["status", "s", () => pickStatus(ui, row)],
    ["priority", "p", () => pickPriority(ui, row)],
    [row.status === "closed" ? "reopen" : "close", "c", () => ui.closing.value = row],
  ];
  return commands.map(([action, key, run]) => ({
    key: action,
    label: words[action],
    hint: `${hint}${key && ` · ${key}`}`,
    icon: <LineIcon shape="pencil" />,
    run,
  }));
}

function listPlaceChoices({ desk, words: { value: words } }: Ui): Choice[] {
  const views = BUILT_IN_VIEWS.map((view): Choice => ({
    key: `view ${view.name}`,
    label: words.palette.goTo(getViewName(view, words)),
    icon: <LineIcon shape="inbox" />,
    run: () => desk.go({ place: "queue", view: view.name, filter: "" }),
  }));
  const places = PLACES.filter(({ tool }) => desk.session.has(tool)).map(({ place, shape, route }): Choice => ({
    key: `place ${place}`,
    label: words.palette.goTo(words.places[place]),
    icon: <LineIcon shape={shape} />,
    run: () => desk.go(route),
  }));
  return [...views, ...places];
}

function listGeneralChoices(ui: Ui): Choice[] {
  const { actions: words } = ui.words.value;
  const keys: Choice = {
    key: "keys",
    label: words.keys,
    hint: "?",
    icon: <LineIcon shape="keys" />,
    run: () => ui.showsKeys.value = true,
  };
  const { access } = ui;
  if (!access?.isSignedIn()) return [keys];
  return [keys, { key: "out", label: words.signOut, icon: <LineIcon shape="out" />, run: () => access.signOut() }];
}

async function searchTickets({ desk }: Ui, text: string): Promise<Choice[]> {
  const { tickets } = await desk.bridge.call<{ tickets: TicketRow[] }>("search_tickets", { query: text, limit: 8 });
  return tickets.map(({ id, subject, status, priority, customer }) => ({
    key: `ticket ${id}`,
    label: `#${id} ${subject}`,
    hint: customer,
    icon: (
      <>
        <StatusIcon status={status} />
        <PriorityIcon priority={priority} />
      </>
    ),
    run: () => desk.go({ place: "ticket", id }),
  }));
}
