/** A form. Nothing that was typed is lost: not by closing it, by a refusal, or by someone else's change. */

import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { FormValues } from "../../desk/mod.ts";
import { Dialog } from "../../parts/dialog.tsx";
import type { FormField, FormRequest, Option } from "../../parts/form.ts";
import { explainError, type Explanation } from "../../parts/explain_error.ts";
import { useDesk } from "../../parts/ui.ts";
import type { Words } from "../../words/mod.ts";

export function FormDialog({ form }: { form: FormRequest }) {
  const { ui, desk, words } = useDesk();
  const changes = desk.drafts.getForm(form.key);
  const isKept = useSignal(changes !== undefined);
  const [failure, isSaving] = [useSignal<unknown>(form.failure), useSignal(false)];
  const now = useSignal<FormValues | null>(null);
  const values = { ...getDefaults(form.fields), ...changes };
  const isReady = !isSaving.value && form.fields.every(({ name, isRequired }) => !isRequired || values[name]?.trim());
  const close = () => ui.form.value === form && (ui.form.value = null);
  const problem = toProblem(failure.value, form, words);
  const set = (name: string, value: string) =>
    desk.drafts.setForm(form.key, { ...desk.drafts.getForm(form.key), [name]: value });
  const submit = async () => {
    if (!isReady) return;
    [isSaving.value, failure.value, now.value] = [true, undefined, null];
    try {
      now.value = await form.run(trim(values)) ?? null;
      if (now.value === null) close(), desk.drafts.setForm(form.key, null);
    } catch (error) {
      failure.value = error;
    }
    isSaving.value = false;
  };
  const discard = () => {
    desk.drafts.setForm(form.key, null);
    isKept.value = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isLine = (event.target as HTMLElement).tagName === "INPUT";
    if (event.key !== "Enter" || event.isComposing || !(isLine || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  };
  return (
    <Dialog
      title={form.title}
      onClose={close}
      class={form.fields.some(({ kind }) => kind === "page") ? "wide" : ""}
    >
      {form.about !== undefined && <p class="low" dir="auto">{form.about}</p>}
      {isKept.value && <Kept discard={discard} />}
      <div class="fields" onKeyDown={onKeyDown}>
        {form.fields.map((field, index) => (
          <Field
            key={field.name}
            field={field}
            isFirst={index === 0}
            value={values[field.name] ?? ""}
            now={now.value?.[field.name]}
            problem={problem.fields[field.name]}
            set={(value) => set(field.name, value)}
          />
        ))}
      </div>
      <p class="error" role="alert">{now.value === null ? problem.text : words.form.changed}</p>
      <footer>
        <button type="button" class="quiet" onClick={close}>{words.cancel}</button>
        <button type="button" class="primary" title={`${words.control}+Enter`} disabled={!isReady} onClick={submit}>
          {form.submit}
        </button>
      </footer>
    </Dialog>
  );
}

/** Sorts what is wrong by field. The text is about everything else. */
function toProblem(failure: unknown, { fields: shown }: FormRequest, words: Words): Explanation {
  if (failure === undefined) return { text: "", fields: {} };
  const { text, fields } = explainError(failure, words);
  const own = shown.flatMap(({ name, argument = name }) => fields[argument] ? [[name, fields[argument]]] : []);
  return { text: own.length > 0 ? "" : text, fields: Object.fromEntries(own) };
}

function Kept({ discard }: { discard(): void }) {
  const { words: { form: words } } = useDesk();
  return (
    <p class="low">
      {words.restored} <button type="button" class="link" onClick={discard}>{words.discard}</button>
    </p>
  );
}

function getDefaults(fields: readonly FormField[]): FormValues {
  return Object.fromEntries(fields.map(({ name, value = "" }) => [name, value]));
}

function trim(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
}

interface FieldProps {
  field: FormField;
  isFirst: boolean;
  value: string;
  /** The value that someone else has set in the meantime. */
  now: string | undefined;
  problem: string | undefined;
  set(value: string): void;
}

/** The types of inputs that are not plain text. */
const TYPES = { time: "datetime-local", date: "date" } as const;

function Field(
  { field: { name, label, kind = "line", hint, isRequired, options, suggest }, isFirst, value, now, problem, set }:
    FieldProps,
) {
  const { words } = useDesk();
  const id = useId();
  const about = `${id}-about`;
  const attributes = {
    ...{
      id,
      name,
      value,
      dir: "auto",
      autofocus: isFirst,
      required: isRequired,
      "aria-describedby": hint || problem ? about : undefined,
      "aria-invalid": problem !== undefined,
    } as const,
    onInput: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
  };
  return (
    <div>
      <label for={id}>{label}</label>
      {kind === "choice"
        ? (
          <select {...attributes}>
            {options?.map(([option, title]) => <option key={option} value={option}>{title}</option>)}
          </select>
        )
        : kind === "text" || kind === "page"
        ? <textarea {...attributes} rows={kind === "page" ? 16 : 4} />
        : (
          <input
            {...attributes}
            type={kind === "time" || kind === "date" ? TYPES[kind] : "text"}
            list={suggest && `${id}-list`}
            inputMode={kind === "email" ? "email" : "text"}
            autoComplete="off"
            onFocus={suggest && ((event) => event.currentTarget.select())}
          />
        )}
      {suggest && <Suggestions id={`${id}-list`} text={value} suggest={suggest} />}
      {problem !== undefined
        ? <p id={about} class="error" role="alert" dir="auto">{problem}</p>
        : hint !== undefined && <p id={about} class="low">{hint}</p>}
      {now !== undefined && now !== value && <p class="error clamp" dir="auto">{words.form.now(now || words.none)}</p>}
    </div>
  );
}

/** In milliseconds after the last key. */
const DELAY = 150;

interface SuggestionsProps {
  id: string;
  text: string;
  suggest: NonNullable<FormField["suggest"]>;
}

/** The list of a field, from which the browser suggests what begins like the text. */
function Suggestions({ id, text, suggest }: SuggestionsProps) {
  const options = useSignal<readonly Option[]>([]);
  useEffect(() => {
    const show = (found: readonly Option[]) => options.value = found;
    const timer = setTimeout(() => void suggest(text).then(show, () => {}), text === "" ? 0 : DELAY);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <datalist id={id}>
      {options.value.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
    </datalist>
  );
}
