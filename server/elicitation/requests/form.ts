/** The fields of a form for a person, and their JSON Schema on the wire. */

/** One of a few values. A person sees their titles. */
export interface ChoiceField<Value extends string = string> {
  readonly kind: "choice";
  readonly title: string;
  readonly titles: Readonly<Record<Value, string>>;
}

export type FormFields = Readonly<Record<string, ChoiceField>>;

export type FormValues<Fields extends FormFields> = {
  [Name in keyof Fields]: Fields[Name] extends ChoiceField<infer Value> ? Value : never;
};

/**
 * Creates a field with titled values.
 *
 * @example
 * ```ts
 * import { createChoice } from "./form.ts";
 *
 * createChoice("Priority", { low: "Low", high: "High" });
 * ```
 */
export function createChoice<Value extends string>(title: string, titles: Record<Value, string>): ChoiceField<Value> {
  return { kind: "choice", title, titles };
}

/** Earlier revisions have the titles in `enumNames`. */
const FIRST_REVISION_WITH_ONE_OF = "2025-11-25";

/**
 * Converts the fields to a `requestedSchema` (MCP, client/elicitation, "Requested Schema").
 *
 * @param fields All of them are required.
 * @param revision The client's protocol revision.
 */
export function toRequestedSchema(fields: FormFields, revision: string) {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, { title, titles }]) => [
      name,
      revision < FIRST_REVISION_WITH_ONE_OF
        ? { type: "string" as const, title, enum: Object.keys(titles), enumNames: Object.values(titles) }
        : {
          type: "string" as const,
          title,
          oneOf: Object.entries(titles).map(([value, title]) => ({ const: value, title })),
        },
    ]),
  );
  return { type: "object" as const, properties, required: Object.keys(fields) };
}

/**
 * Reads a submitted form.
 *
 * @param content Untrusted.
 * @returns The values, or undefined if one is missing or not among the choices.
 */
export function readForm<Fields extends FormFields>(fields: Fields, content: unknown): FormValues<Fields> | undefined {
  const submitted = (content ?? {}) as Record<string, unknown>;
  const values: Record<string, string> = {};
  for (const [name, { titles }] of Object.entries(fields)) {
    const value = submitted[name];
    if (typeof value !== "string" || !Object.hasOwn(titles, value)) return undefined;
    values[name] = value;
  }
  return values as FormValues<Fields>;
}
