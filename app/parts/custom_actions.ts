/** Changes of custom fields. */

import type { CustomValues, TicketRow } from "../desk/mod.ts";
import { actions, type CustomField, getCustom } from "../desk/second/mod.ts";
import type { Choice } from "./chooser.tsx";
import { explainError } from "./explain_error.ts";
import { formatCustom } from "./labels.ts";
import type { Ui } from "./ui.ts";

export type CustomValue = CustomValues[string];

/** A custom field of a ticket that a person changes. */
export interface EditedField {
  /** The ticket as it was when the edit began. If someone else changed the field since, the person decides. */
  row: TicketRow;
  name: string;
  field: CustomField;
  /** Takes the reason why the server refused the value. */
  refuse(reason: string): void;
}

/** Saves a value, and confirms it with an undo. */
export async function saveCustom(ui: Ui, edited: EditedField, value: CustomValue): Promise<void> {
  const { desk, words: { value: words } } = ui;
  const { row, name, field } = edited;
  const before = getCustom(row, name);
  if (value === before) return;
  await actions.updateCustom(desk, row, {
    ...{ name, value, canUndo: before !== null || !field.required },
    text: value === null
      ? words.custom.removed(row.id, name)
      : words.custom.set(row.id, name, formatCustom(value, words)),
    refuse(error) {
      // What the page knows of the field may be out of date.
      void desk.settings.load();
      const { [`custom.${name}`]: reason } = explainError(error, words).fields;
      if (desk.opened.value?.id === row.id && reason !== undefined) return edited.refuse(reason);
      desk.notices.fail(error);
    },
  });
}

/** Lets the person choose a value of a choice or a boolean. */
export function pickCustom(ui: Ui, edited: EditedField, anchor: Element): void {
  const { words: { value: words } } = ui;
  const { row, name, field } = edited;
  const current = getCustom(row, name);
  const toChoice = (value: CustomValue): Choice => ({
    key: JSON.stringify(value),
    label: formatCustom(value, words),
    isCurrent: value === current,
    run: () => void saveCustom(ui, { ...edited, row: actions.findRow(ui.desk, row.id) ?? row }, value),
  });
  ui.chooser.value = {
    label: name,
    placeholder: field.description ?? name,
    choices: listValues(field).map(toChoice),
    anchor,
  };
}

/** Lists the values of a choice or a boolean. Null removes one. */
export function listValues({ type, choices = [], required }: CustomField): CustomValue[] {
  return [...type === "boolean" ? [true, false] : choices, ...required ? [] : [null]];
}
