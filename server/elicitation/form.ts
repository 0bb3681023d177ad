/** The fields of a form that a person is asked to fill in, and their JSON Schema on the wire. */

/** One value out of a few, each with the title that a person sees. */
export interface ChoiceField<Value extends string = string> {
  readonly kind: "choice";
  readonly title: string;
  readonly titles: Readonly<Record<Value, string>>;
}

export type FormFields = Readonly<Record<string, ChoiceField>>;

export type FormValues<F extends FormFields> = {
  [Name in keyof F]: F[Name] extends ChoiceField<infer Value> ? Value : never;
};

/**
 * A field with titled values.
 *
 * @example
 * ```ts
 * import { choice } from "./form.ts";
 *
 * choice("Priority", { low: "Low", high: "High" });
 * ```
 */
export function createChoice<Value extends string>(title: string, titles: Record<Value, string>): ChoiceField<Value> {
  return { kind: "choice", title, titles };
}

/** The first revision that has titles in `oneOf`; older ones have them in `enumNames`. */
const FIRST_REVISION_WITH_ONE_OF = "2025-11-25";

/**
 * The form as `requestedSchema` (MCP, client/elicitation, "Requested Schema").
 *
 * @param fields Every one is required.
 * @param revision The protocol revision that the client speaks.
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
          oneOf: Object.entries(titles).map(([value, shown]) => ({ const: value, title: shown })),
        },
    ]),
  );
  return { type: "object" as const, properties, required: Object.keys(fields) };
}

/**
 * Reads a filled-in form, which comes from outside.
 *
 * @returns The values, or undefined when one is missing or not among its choices.
 */
export function readForm<F extends FormFields>(fields: F, content: unknown): FormValues<F> | undefined {
  const filled = (content ?? {}) as Record<string, unknown>;
  const values: Record<string, string> = {};
  for (const [name, { titles }] of Object.entries(fields)) {
    const value = filled[name];
    if (typeof value !== "string" || !Object.hasOwn(titles, value)) return undefined;
    values[name] = value;
  }
  return values as FormValues<F>;
}
