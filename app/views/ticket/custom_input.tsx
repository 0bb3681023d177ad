/** Edits a text, a number or a date of a custom field in its place. */

import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren, InputHTMLAttributes, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { getCustom } from "../../desk/second/mod.ts";
import { type CustomValue, type EditedField, saveCustom } from "../../parts/custom_actions.ts";
import { useDesk } from "../../parts/ui.ts";

interface CustomInputProps {
  edited: EditedField;
  /** The reason of the last refusal. Empty without one. */
  problem: Signal<string>;
  title: string;
  /** The value as it shows while it is not edited. */
  children: ComponentChildren;
}

export function CustomInput({ edited, problem, title, children }: CustomInputProps) {
  const draft = useSignal<string | null>(null);
  const [button, input] = [useRef<HTMLButtonElement>(null), useRef<HTMLInputElement>(null)];
  const takesFocus = useRef(false);
  useLayoutEffect(() => {
    if (takesFocus.current) (input.current ?? button.current)?.focus();
    takesFocus.current = false;
  }, [draft.value === null]);
  const show = (text: string | null, reason = "") => [draft.value, problem.value] = [text, reason];
  const refuse = (text: string, reason: string) => {
    takesFocus.current = button.current?.matches(":focus") ?? false;
    show(draft.value ?? text, reason); // what was typed stays
  };
  const start = useRef(edited);
  const save = useSave({ start, input, draft, show, refuse });
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, isComposing } = event;
    if (isComposing || (key !== "Enter" && key !== "Escape")) return;
    event.preventDefault(); // Enter would press the button that takes the focus
    if (key === "Enter") save();
    else show(null);
    takesFocus.current = draft.value === null;
  };
  const edit = () => {
    takesFocus.current = true;
    start.current = edited;
    show(String(getCustom(edited.row, edited.name) ?? ""));
  };
  if (draft.value === null) {
    return <button type="button" class="field" title={title} ref={button} onClick={edit}>{children}</button>;
  }
  const attributes: Attributes = {
    ...{ value: draft.value, title, dir: "auto", "aria-label": edited.name, "aria-invalid": problem.value !== "" },
    onInput: (event) => show(event.currentTarget.value),
    onKeyDown,
    onBlur: () => problem.value === "" && save(),
  };
  return <Input type={edited.field.type} input={input} attributes={attributes} />;
}

type Attributes = Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "role" | "list">;

interface InputProps {
  type: string;
  input: RefObject<HTMLInputElement | null>;
  attributes: Attributes;
}

function Input({ type, input, attributes }: InputProps) {
  if (type === "date") return <input {...attributes} ref={input} type="date" />;
  return <input {...attributes} ref={input} inputMode={type === "number" ? "decimal" : "text"} autoComplete="off" />;
}

interface Edit {
  /** The field as it was when the edit began. */
  start: { readonly current: EditedField };
  input: RefObject<HTMLInputElement | null>;
  /** The text that is typed; null while the field is not edited. */
  draft: Signal<string | null>;
  show(text: string | null, reason?: string): void;
  refuse(text: string, reason: string): void;
}

/** Returns a function that ends the edit and saves what was typed. A half-typed date is a problem, not an empty value. */
function useSave({ start, input, draft, show, refuse }: Edit): () => void {
  const { ui, words } = useDesk();
  return () => {
    const { current: edited } = start;
    const { row, name, field: { type } } = edited;
    const text = draft.value?.trim();
    if (text === undefined) return;
    if (input.current?.validity.badInput) return show(text, words.failures.wrong[type]);
    show(null);
    if (text === String(getCustom(row, name) ?? "")) return;
    void saveCustom(ui, { ...edited, refuse: (reason) => refuse(text, reason) }, parse(text, type));
  };
}

/** Numbers are sent as such where they are plain. The server decides on every other text. */
function parse(text: string, type: string): CustomValue {
  if (text === "") return null;
  return type === "number" && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
