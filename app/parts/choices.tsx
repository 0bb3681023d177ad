/** The menus for values of a ticket. */

import { PRIORITIES, type Priority, type Status, STATUSES } from "../desk/mod.ts";
import type { Choice } from "./chooser.tsx";
import { PriorityIcon, StatusIcon } from "./icons.tsx";
import { Avatar } from "./avatar.tsx";
import type { Ui } from "./ui.ts";

type Anchor = Element | null | undefined;

/** Lets the person choose a status. Closing asks for the resolution, so it is only offered with `close`. */
export function chooseStatus(
  ui: Ui,
  apply: (values: { status: Exclude<Status, "closed"> }) => void,
  anchor?: Anchor,
  current?: Status,
  close?: () => void,
): void {
  const words = ui.words.value;
  const choices = STATUSES.flatMap((status): Choice[] => {
    const run = status === "closed" ? close : () => apply({ status });
    if (run === undefined) return [];
    const [label, hint, isCurrent] = [words.status[status], words.statusHint[status], status === current];
    return [{ key: status, label, hint, isCurrent, icon: <StatusIcon status={status} />, run }];
  });
  ui.chooser.value = { label: words.actions.status, choices, anchor: anchor ?? null };
}

export function choosePriority(
  ui: Ui,
  apply: (values: { priority: Priority }) => void,
  anchor?: Anchor,
  current?: Priority,
): void {
  const words = ui.words.value;
  const choices = PRIORITIES.map((priority): Choice => ({
    key: priority,
    label: words.priority[priority],
    icon: <PriorityIcon priority={priority} />,
    isCurrent: priority === current,
    run: () => apply({ priority }),
  }));
  ui.chooser.value = { label: words.actions.priority, choices, anchor: anchor ?? null };
}

/** Lets the person choose someone of the team, or type another name. */
export function chooseAssignee(
  ui: Ui,
  apply: (values: { assignee: string | null }) => void,
  anchor?: Anchor,
  current?: string | null,
): void {
  const [words, { you, team }] = [ui.words.value, ui.desk.session];
  const names = [you.value, ...team.value.map(({ name }) => name).filter((name) => name !== you.value)];
  const toChoice = (name: string): Choice => ({
    key: `name ${name}`,
    label: name,
    hint: name === you.value ? words.you : undefined,
    icon: <Avatar name={name} />,
    isCurrent: name === current,
    run: () => apply({ assignee: name }),
  });
  const noOne: Choice = {
    key: "none",
    label: words.noOne,
    icon: <span class="avatar none" aria-hidden="true" />,
    isCurrent: current === null,
    run: () => apply({ assignee: null }),
  };
  ui.chooser.value = {
    label: words.actions.assign,
    choices: [...names.map(toChoice), noOne],
    other: (name) => ({ ...toChoice(name), hint: words.ticket.otherName }),
    anchor: anchor ?? null,
  };
}
