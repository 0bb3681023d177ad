import { type Dialog, type Option, toExcerpt } from "../dialog/mod.ts";
import { asksForSecret } from "./asks_for_secret.ts";
import type { ChoicesType, Field, FieldValue, NumberType, TextType } from "./field.ts";
import { FORMATS, validateChoices, validateNumber, validateText } from "./validate_input.ts";

/** The value of a field, null to omit it; or `left` if the person leaves the form. */
export type FieldAnswer = { value: FieldValue | null } | "left";

/** The option that omits a field. It cannot clash with a server's options, because those get a prefix. */
const LEAVE_OUT = "out";
const toOptionValue = (value: string) => `=${value}`;

/**
 * Asks for one field of a form.
 *
 * @param present The current value; if undefined, the field's default is offered.
 */
export async function askField(field: Field, present: FieldValue | undefined, dialog: Dialog): Promise<FieldAnswer> {
  const initial = present ?? field.default;
  const { type } = field;
  switch (type.kind) {
    case "text": {
      const read = type.format === undefined ? String : (text: string) => text.trim();
      return await askLine(field, String(initial ?? ""), (text) => validateText(read(text), type), read, dialog);
    }
    case "number":
      return await askLine(field, String(initial ?? ""), (text) => validateNumber(text, type), Number, dialog);
    case "boolean":
      return await askChoice(field, YES_NO, initial, (value) => value === "yes", dialog);
    case "choice":
      return await askChoice(field, type.options, initial, String, dialog);
    case "choices":
      return await askChoices(field, type, Array.isArray(initial) ? initial : [], dialog);
  }
}

async function askLine(
  field: Field,
  initial: string,
  problem: (text: string) => string | undefined,
  read: (text: string) => FieldValue,
  dialog: Dialog,
): Promise<FieldAnswer> {
  const wrong = (text: string) => {
    if (text === "") return field.required ? `${field.label} is required` : undefined;
    const words = problem(text);
    return words === undefined ? undefined : `${field.label} ${words}`;
  };
  const secret = asksForSecret(field);
  const text = await dialog.ask({ kind: "line", message: formatMessage(field), initial, secret, problem: wrong });
  if (text === null) return "left";
  return { value: text === "" ? null : read(text) };
}

const YES_NO: readonly Option[] = [{ value: "yes", label: "Yes" }, { value: "no", label: "No" }];

async function askChoice(
  field: Field,
  options: readonly Option[],
  initial: FieldValue | undefined,
  read: (value: string) => FieldValue,
  dialog: Dialog,
): Promise<FieldAnswer> {
  const offered = options.map((option) => ({ ...option, value: toOptionValue(option.value) }));
  if (!field.required) offered.push({ value: LEAVE_OUT, label: "(leave empty)" });
  const marked = typeof initial === "boolean" ? (initial ? "yes" : "no") : initial;
  const value = await dialog.ask({
    kind: "choice",
    message: formatMessage(field),
    options: offered,
    initial: marked !== undefined ? toOptionValue(String(marked)) : field.required ? offered[0]!.value : LEAVE_OUT,
  });
  if (value === null) return "left";
  return { value: value === LEAVE_OUT ? null : read(value.slice(toOptionValue("").length)) };
}

async function askChoices(field: Field, type: ChoicesType, initial: string[], dialog: Dialog): Promise<FieldAnswer> {
  const optional = (values: readonly string[]) => values.length === 0 && !field.required;
  const values = await dialog.ask({
    kind: "choices",
    message: formatMessage(field),
    options: type.options,
    initial,
    problem: (values) => optional(values) ? undefined : validateChoices(values.length, type),
  });
  if (values === null) return "left";
  return { value: optional(values) ? null : values };
}

/** Formats the label, the requirements, and the server's description. */
function formatMessage({ label, description, required, type }: Field): string {
  const demands = [required ? "required" : "optional", ...listRequirements(type)].join(", ");
  return description === undefined ? `${label} (${demands})` : `${label} (${demands})\n${toExcerpt(description).text}`;
}

function listRequirements(type: Field["type"]): string[] {
  if (type.kind === "text") return listTextRequirements(type);
  if (type.kind === "number") return [type.whole ? "a whole number" : "a number", ...formatRange(type)];
  if (type.kind === "choices") {
    return formatRange({ minimum: type.minItems, maximum: type.maxItems }).map((words) => `choose ${words}`);
  }
  return [];
}

function listTextRequirements({ format, minLength, maxLength }: TextType): string[] {
  const lengths = formatRange({ minimum: minLength, maximum: maxLength }).map((words) => `${words} characters`);
  return format === undefined ? lengths : [FORMATS[format].words, ...lengths];
}

function formatRange({ minimum, maximum }: Pick<NumberType, "minimum" | "maximum">): string[] {
  if (minimum === undefined) return maximum === undefined ? [] : [`at most ${maximum}`];
  if (maximum === undefined) return [`at least ${minimum}`];
  return [minimum === maximum ? String(minimum) : `${minimum} to ${maximum}`];
}
