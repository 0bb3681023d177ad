/** Schemas that compute their JSON Schema once, and not for the SDK server of every connection. */

import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import type * as z from "zod";
import { toPlainJsonSchema } from "./plain_json_schema.ts";

export type SharedSchema = StandardSchemaWithJSON<Record<string, unknown>, Record<string, unknown>>;
type ToJson = SharedSchema["~standard"]["jsonSchema"];

const sharedSchemas = new WeakMap<z.ZodObject, SharedSchema>();

/** Converts a schema into the form that the SDK takes (Standard Schema). The result is shared. */
export function toSharedSchema(schema: z.ZodObject): SharedSchema {
  const known = sharedSchemas.get(schema);
  if (known !== undefined) return known;
  const standard = schema["~standard"];
  const { input, output } = standard.jsonSchema;
  const made: SharedSchema = {
    "~standard": { ...standard, jsonSchema: { input: memoizeJsonSchema(input), output: memoizeJsonSchema(output) } },
  };
  sharedSchemas.set(schema, made);
  return made;
}

/**
 * Converts a schema into one that tells clients the same and validates nothing: definitions normalize arguments before
 * they validate them.
 */
export function toPublishedSchema(schema: z.ZodObject): SharedSchema {
  const { "~standard": standard } = toSharedSchema(schema);
  return { "~standard": { ...standard, validate: (value) => ({ value: value as Record<string, unknown> }) } };
}

/** Ignores the options: the SDK asks for one dialect only. */
function memoizeJsonSchema(toJson: ToJson["input"]): ToJson["input"] {
  let json: Record<string, unknown> | undefined;
  return (options) => json ??= toPlainJsonSchema(toJson(options));
}
