/** The fields of a form for a person, and their JSON Schema on the wire. */

/** One of a few values. A person sees their titles. */
export interface ChoiceField<Value extends string = string> {
  readonly kind: "choice";
  readonly title: string;
  readonly titles: Readonly<Record<Value, string>>;
  /** The value that is selected at first. */
  readonly initial?: Value;
}

export type FormFields = Readonly<Record<string, ChoiceField>>;

export type FormValues<Fields extends FormFields> = {
  [Name in keyof Fields]: Fields[Name] extends ChoiceField<infer Value> ? Value : never;
};

/**
 * Creates a field with titled values.
 *
 * @param initial The value that is selected at first (default: none). An approval must not have one.
 * @example
 * ```ts
 * import { createChoice } from "./form.ts";
 *
 * createChoice("Priority", { low: "Low", high: "High" });
 * ```
 */
export function createChoice<Value extends string>(
  title: string,
  titles: Record<Value, string>,
  initial?: NoInfer<Value>,
): ChoiceField<Value> {
  return { kind: "choice", title, titles, ...initial !== undefined && { initial } };
}

/** Earlier revisions have the titles in `enumNames`, and no default. */
const FIRST_REVISION_WITH_ONE_OF = "2025-11-25";

/**
 * Converts the fields to a `requestedSchema` (MCP, client/elicitation, "Requested Schema").
 *
 * @param fields All of them are required.
 * @param revision The client's protocol revision.
 */
export function toRequestedSchema(fields: FormFields, revision: string) {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, toProperty(field, revision)]),
  );
  return { type: "object" as const, properties, required: Object.keys(fields) };
}

function toProperty({ title, titles, initial }: ChoiceField, revision: string) {
  const property = { type: "string" as const, title };
  return revision < FIRST_REVISION_WITH_ONE_OF
    ? { ...property, enum: Object.keys(titles), enumNames: Object.values(titles) }
    : {
      ...property,
      oneOf: Object.entries(titles).map(([value, title]) => ({ const: value, title })),
      ...initial !== undefined && { default: initial },
    };
}

/**
 * Reads a submitted form. Values match in any case, because some hosts let a person type them.
 *
 * @param content Untrusted.
 * @returns The values, or undefined if one is missing or not among the choices.
 */
export function readForm<Fields extends FormFields>(fields: Fields, content: unknown): FormValues<Fields> | undefined {
  const submitted = (content ?? {}) as Record<string, unknown>;
  const values: Record<string, string> = {};
  for (const [name, { titles }] of Object.entries(fields)) {
    const value = toLowerCase(submitted[name]);
    if (value === undefined || !Object.hasOwn(titles, value)) return undefined;
    values[name] = value;
  }
  return values as FormValues<Fields>;
}

function toLowerCase(value: unknown): string | undefined {
  return typeof value === "string" ? value.trim().toLowerCase() : undefined;
}
