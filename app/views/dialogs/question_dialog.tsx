/** A question of the server to the person, such as the approval of a change. */

import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { QuestionField } from "../../bridges/bridge.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { removeMarks } from "../../parts/labels.ts";
import { type PendingQuestion, useDesk } from "../../parts/ui.ts";

type Values = Readonly<Record<string, unknown>>;

export function QuestionDialog({ pending: { question, answer } }: { pending: PendingQuestion }) {
  const { words } = useDesk();
  const { properties = {}, required = [] } = question.requestedSchema;
  const values = useSignal<Values>(getDefaults(properties));
  const isComplete = required.every((name) => values.value[name] !== undefined && values.value[name] !== "");
  return (
    <Dialog title={words.question.title} onClose={() => answer({ action: "cancel" })} class="question">
      <p class="text" dir="auto">{removeMarks(question.message)}</p>
      {Object.entries(properties).map(([name, field]) => (
        <Field
          key={name}
          name={name}
          field={field}
          values={values}
        />
      ))}
      <footer>
        <button type="button" class="quiet" onClick={() => answer({ action: "decline" })}>
          {words.question.decline}
        </button>
        <button
          type="button"
          class="primary"
          disabled={!isComplete}
          onClick={() => answer({ action: "accept", content: { ...values.value } })}
        >
          {words.question.submit}
        </button>
      </footer>
    </Dialog>
  );
}

function getDefaults(properties: Readonly<Record<string, QuestionField>>): Values {
  const defaults = Object.entries(properties).flatMap(([name, field]) =>
    field.default === undefined ? [] : [[name, field.default]]
  );
  return Object.fromEntries(defaults);
}

interface FieldProps {
  name: string;
  field: QuestionField;
  values: Signal<Values>;
}

function Field({ name, field, values }: FieldProps) {
  const id = useId();
  const label = removeMarks(field.title ?? name);
  const set = (value: unknown) => values.value = { ...values.value, [name]: value };
  const options = field.oneOf ?? field.enum?.map((value) => ({ const: value, title: value }));
  if (options !== undefined) {
    return (
      <fieldset>
        <legend>{label}</legend>
        {options.map((option) => (
          <label key={option.const} class="option">
            <input
              type="radio"
              name={id}
              checked={values.value[name] === option.const}
              onChange={() => set(option.const)}
            />
            <span dir="auto">{removeMarks(option.title)}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  if (field.type === "boolean") {
    return (
      <label class="option">
        <input
          type="checkbox"
          checked={values.value[name] === true}
          onChange={(event) => set(event.currentTarget.checked)}
        />
        {label}
      </label>
    );
  }
  const isNumber = field.type === "number" || field.type === "integer";
  const read = (text: string) => set(isNumber && text !== "" ? Number(text) : text);
  return (
    <label>
      {label}
      <input value={String(values.value[name] ?? "")} onInput={(event) => read(event.currentTarget.value)} />
      {field.description && <span class="low">{removeMarks(field.description)}</span>}
    </label>
  );
}
