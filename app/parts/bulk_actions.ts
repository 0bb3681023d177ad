/** Actions on all selected tickets. */

import type { Batch, BatchValues } from "../desk/mod.ts";
import { actions, type CustomField, listFields, MOST_IN_BATCH } from "../desk/second/mod.ts";
import { chooseAssignee, choosePriority, chooseStatus } from "./choices.tsx";
import type { Choice } from "./chooser.tsx";
import { listValues } from "./custom_actions.ts";
import { formatCustom, formatLeft } from "./labels.ts";
import { chooseSnooze } from "./snooze.tsx";
import type { Ui } from "./ui.ts";

type Anchor = Element | null;

/** Changes the selected tickets after the person's approval. @returns False if nothing was changed. */
async function changeSelected(ui: Ui, values: BatchValues): Promise<boolean> {
  const { desk, words: { value: { batch: words } } } = ui;
  const { size } = desk.queue.selected.value;
  if (size > MOST_IN_BATCH) {
    desk.notices.fail(words.limit(size));
    return false;
  }
  return await actions.updateSelected(desk, values, {
    describe: (batch) => describeBatch(batch, words.done(batch.count), ui),
    undo: (id) => void undoBatch(ui, id),
  });
}

/** Says what was done, and what stays the same. */
export function describeBatch({ left }: Batch, done: string, { words: { value: words } }: Ui): string {
  return [done, ...left.map((tickets) => formatLeft(tickets, words))].join(" ");
}

/** Undoes a change of many tickets after the person's approval. */
export async function undoBatch(ui: Ui, id: string): Promise<void> {
  const { desk, words } = ui;
  const batch = await desk.getPlaces().batches.undo(id);
  if (batch === undefined) return;
  desk.notices.add({ kind: "done", text: describeBatch(batch, words.value.batch.undone(batch.count), ui) });
}

/** Runs the action of a key on the selected tickets. @returns False if the key has none. */
export function runOnSelected(ui: Ui, key: string, anchor: Anchor = null): boolean {
  const apply = (values: BatchValues) => void changeSelected(ui, values);
  switch (key) {
    case "a":
      chooseAssignee(ui, apply, anchor);
      return true;
    case "i":
      apply({ assignee: ui.desk.session.me });
      return true;
    case "s":
      chooseStatus(ui, apply, anchor, undefined, () => askToCloseSelected(ui));
      return true;
    case "p":
      choosePriority(ui, apply, anchor);
      return true;
    case "z":
      chooseSnooze(ui, apply, anchor);
      return true;
    case "c":
      askToCloseSelected(ui);
      return true;
    default:
      return false;
  }
}

/** Opens the menu of the rarer actions. */
export function openBulkMenu(ui: Ui, anchor: Anchor): void {
  const { batch, snooze, actions: { close } } = ui.words.value;
  const choices: Choice[] = [
    { key: "snooze", label: snooze.title, hint: "z", run: () => runOnSelected(ui, "z", anchor) },
    { key: "close", label: close, hint: "c", run: () => askToCloseSelected(ui) },
    { key: "add", label: batch.addTags, run: () => askForTags(ui, "add_tags") },
    { key: "remove", label: batch.removeTags, run: () => askForTags(ui, "remove_tags") },
    ...listCustomChoices(ui, anchor),
    { key: "all", label: batch.selectAll, run: () => ui.desk.queue.selectAll() },
  ];
  ui.chooser.value = { label: batch.more, choices, anchor };
}

/** Lists the custom fields. Each asks for the value that the selected tickets get. */
function listCustomChoices(ui: Ui, anchor: Anchor): Choice[] {
  return Object.entries(listFields(ui.desk.settings.values.value)).map(([name, field]) => ({
    key: `custom.${name}`,
    label: `${name}…`,
    run: () => isPicked(field) ? pickForSelected(ui, name, field, anchor) : askForCustom(ui, name, field),
  }));
}

function isPicked({ type }: CustomField): boolean {
  return type === "choice" || type === "boolean";
}

function pickForSelected(ui: Ui, name: string, field: CustomField, anchor: Anchor): void {
  const choices = listValues(field).map((value): Choice => ({
    key: JSON.stringify(value),
    label: formatCustom(value, ui.words.value),
    run: () => void changeSelected(ui, { custom: { [name]: value } }),
  }));
  ui.chooser.value = { label: name, placeholder: field.description ?? name, choices, anchor };
}

/** Without a text, the tickets lose their values. */
function askForCustom(ui: Ui, name: string, { type, description = "", required = false }: CustomField): void {
  const kind = type === "date" ? "date" : "line";
  const asked = {
    key: `custom.${name}`,
    title: name,
    label: name,
    hint: description,
    kind,
    isRequired: required,
  } as const;
  ask(ui, { ...asked, submit: ui.words.value.save }, (text) => ({ custom: { [name]: text.trim() || null } }));
}

function askToCloseSelected(ui: Ui): void {
  const { close, batch } = ui.words.value;
  const title = batch.close(ui.desk.queue.selected.value.size);
  ask(ui, { key: "close selected", title, label: close.label, hint: close.hint, kind: "text" }, (resolution) => ({
    resolution,
  }));
}

function askForTags(ui: Ui, name: "add_tags" | "remove_tags"): void {
  const { batch, fields, knowledge } = ui.words.value;
  const title = name === "add_tags" ? batch.addTags : batch.removeTags;
  ask(ui, { key: name, title, label: fields.tags, hint: knowledge.tagsHint, kind: "line" }, (text) => ({
    [name]: text.split(",").map((tag) => tag.trim()).filter(Boolean),
  }));
}

interface Asked {
  key: string;
  title: string;
  label: string;
  hint: string;
  kind: "line" | "text" | "date";
  /** Default: true. */
  isRequired?: boolean;
  /** Default: the title. */
  submit?: string;
}

/** Asks for one text. The form makes room for the question of the server, and keeps the text unless it was used. */
function ask(
  ui: Ui,
  { key, title, submit = title.replace(/…$/, "").trim(), ...field }: Asked,
  toValues: (text: string) => BatchValues,
): void {
  ui.form.value = {
    ...{ key, title, submit },
    fields: [{ name: "text", isRequired: true, ...field }],
    async run({ text = "" }) {
      ui.form.value = null;
      if (!await changeSelected(ui, toValues(text))) throw new Error(title); // the text is kept
    },
  };
}
