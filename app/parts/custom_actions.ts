/** Changes of custom fields, and refusals of them in words for people. */

import type { CustomValues, TicketRow } from "../desk/mod.ts";
import { actions, type CustomField, getCustom } from "../desk/second/mod.ts";
import type { Words } from "../words/mod.ts";
import type { Choice } from "./chooser.tsx";
import { formatCustom, removeMarks } from "./labels.ts";
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
      if (desk.opened.value?.id === row.id && /^custom\b/.test(error.message)) {
        return edited.refuse(explainRefusal(error.message, words));
      }
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

const REASONS: readonly (readonly [RegExp, (words: Words["custom"]) => string | undefined])[] = [
  [/ is required (?:and|\()/, ({ required }) => required],
  [/ but must be a number\.$/, ({ wrong }) => wrong.number],
  [/ but must be a date such as /, ({ wrong }) => wrong.date],
  [/ but must be true or false\.$/, ({ wrong }) => wrong.boolean],
  [/ but must be one of: /, ({ wrong }) => wrong.choice],
  [/ is too long: [\d,]+ characters /, ({ tooLong }) => tooLong],
  [/ is no longer a field | is not a field | has no custom fields/, ({ gone }) => gone],
];

/** Says in the person's language why the server refused a value. Another reason stays in English. */
export function explainRefusal(message: string, { custom }: Words): string {
  const [, explain] = REASONS.find(([form]) => form.test(message)) ?? [];
  return explain?.(custom) ?? removeMarks(message, "");
}
