/** The kinds of arguments, as their schemas describe them. */

import * as z from "zod";
import { textForms } from "../schemas/mod.ts";

/** The kind of an argument, which decides the loose forms it accepts. */
export type ArgumentKind =
  | { readonly type: "text" | "number" | "boolean" | "ticket_id" | "email" | "key" | "object" | "other" }
  | { readonly type: "enum"; readonly values: ReadonlySet<string> }
  | { readonly type: "list"; readonly item: Argument };

export type Argument = ArgumentKind & {
  readonly isOptional: boolean;
  /** An empty text is a value, and not a way to leave the argument out. */
  readonly acceptsEmpty: boolean;
};

/** Describes the arguments of an object schema by their names. */
export function describeArguments({ shape }: z.ZodObject): ReadonlyMap<string, Argument> {
  return new Map(Object.entries(shape).map(([name, schema]) => [name, describeArgument(schema as z.ZodType)]));
}

function describeArgument(schema: z.ZodType): Argument {
  return {
    ...toKind(unwrap(schema)),
    isOptional: schema.safeParse(undefined).success || schema instanceof z.ZodExactOptional,
    acceptsEmpty: schema.safeParse("").success,
  };
}

function unwrap(schema: z.ZodType): z.ZodType {
  const isWrapper = schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodDefault;
  return isWrapper ? unwrap(schema.unwrap() as z.ZodType) : schema;
}

function toKind(schema: z.ZodType): ArgumentKind {
  const form = textForms.get(schema)?.form;
  if (form !== undefined) return { type: form };
  if (schema instanceof z.ZodString) return { type: "text" };
  if (schema instanceof z.ZodNumber) return { type: "number" };
  if (schema instanceof z.ZodBoolean) return { type: "boolean" };
  if (schema instanceof z.ZodEnum) return { type: "enum", values: new Set(schema.options.map(String)) };
  if (schema instanceof z.ZodArray) return { type: "list", item: describeArgument(schema.element as z.ZodType) };
  if (schema instanceof z.ZodRecord) return { type: "object" };
  return { type: "other" };
}
