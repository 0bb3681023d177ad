/** The palette: every command, every place, and every ticket. */

import type { ComponentChildren } from "preact";
import type { Choice } from "../../parts/chooser.tsx";
import { chooseFiles } from "../../parts/files.ts";
import { findTickets } from "../../parts/find_tickets.tsx";
import { askForCustomer, askToClose, askToCreate } from "../../parts/forms.ts";
import { LineIcon, PriorityIcon, type Shape, StatusIcon } from "../../parts/icons.tsx";
import { getViewName } from "../../parts/view_names.ts";
import { pickLink } from "../../parts/link_actions.ts";
import {
  change,
  pickAssignee,
  pickMerge,
  pickPriority,
  pickSnooze,
  pickStatus,
  write,
} from "../../parts/ticket_actions.ts";
import type { Ui } from "../../parts/ui.ts";
import { PLACES } from "./places.ts";

/** Opens the palette. */
export function openPalette(ui: Ui): void {
  const words = ui.words.value;
  ui.chooser.value = {
    label: words.palette.label,
    placeholder: words.palette.placeholder,
    choices: [...listTicketChoices(ui), ...listPlaceChoices(ui), ...listGeneralChoices(ui)],
    search: (text) => findTickets(ui, text, ({ id }) => ui.desk.go({ place: "ticket", id })),
    other: (query) => ({
      ...{ key: "search", label: words.search.for(query), icon: <LineIcon shape="search" /> },
      run: () => ui.desk.go({ place: "search", query }),
    }),
  };
}

/** Opens the menu of the ticket that is open. */
export function openTicketMenu(ui: Ui, anchor: Element): void {
  ui.chooser.value = { label: ui.words.value.ticket.more, choices: listTicketChoices(ui, false), anchor };
}

/** Commands for the ticket that is open or has the cursor. */
function listTicketChoices(ui: Ui, namesTicket = true): Choice[] {
  const [{ desk }, { actions: words }] = [ui, ui.words.value];
  const row = desk.getCurrent();
  if (row === undefined || desk.session.isReadOnly.value) return [];
  const icon = (shape: Shape) => <LineIcon shape={shape} />;
  const commands: [keyof typeof words, string, ComponentChildren, () => void][] = [
    ["reply", "r", icon("reply"), () => write(ui, row.id, "reply")],
    ["note", "n", icon("lock"), () => write(ui, row.id, "note")],
    ["attach", "", icon("file"), () => chooseFiles(ui, row.id)],
    ["assignMe", "i", icon("person"), () => change(ui, row.id, { assignee: desk.session.me })],
    ["assign", "a", icon("people"), () => pickAssignee(ui, row)],
    ["status", "s", <StatusIcon key="status" status={row.status} />, () => pickStatus(ui, row)],
    ["priority", "p", <PriorityIcon key="priority" priority={row.priority} />, () => pickPriority(ui, row)],
    ["snooze", "z", icon("clock"), () => pickSnooze(ui, row)],
    [row.status === "closed" ? "reopen" : "close", "c", icon("check"), () => askToClose(ui, row)],
    ["move", "", icon("person"), () => askForCustomer(ui, row)],
    ["merge", "m", icon("merge"), () => void pickMerge(ui, row)],
    ["link", "l", icon("link"), () => pickLink(ui, row)],
  ];
  return commands.map(([action, key, icon, run]) => ({
    key: action,
    label: words[action],
    hint: [namesTicket ? `#${row.id}` : "", ui.hasSingleKeys ? key : ""].filter(Boolean).join(" · "),
    icon,
    startsGroup: !namesTicket && (action === "assignMe" || action === "move"),
    run,
  }));
}

function listPlaceChoices({ desk, words: { value: words } }: Ui): Choice[] {
  const views = desk.settings.views.value.map((view): Choice => ({
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
  const { actions: words, signOut } = ui.words.value;
  const keys: Choice = {
    key: "keys",
    label: words.keys,
    hint: ui.hasSingleKeys ? "?" : "",
    icon: <LineIcon shape="keys" />,
    run: () => ui.showsKeys.value = true,
  };
  const create: Choice = {
    key: "create",
    label: words.create,
    hint: ui.hasSingleKeys ? "t" : "",
    icon: <LineIcon shape="plus" />,
    run: () => askToCreate(ui),
  };
  const { access, desk: { session } } = ui;
  const general = session.isReadOnly.value || !session.has("create_ticket") ? [keys] : [create, keys];
  if (!access?.isSignedIn()) return general;
  return [...general, {
    key: "out",
    label: signOut,
    icon: <LineIcon shape="out" />,
    run: () => access.signOut(),
  }];
}
