/** Schemas whose JSON Schema is worked out once, and not for every connection: each has an SDK server of its own. */

import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import type * as z from "zod";

type SharedSchema = StandardSchemaWithJSON<Record<string, unknown>, Record<string, unknown>>;
type ToJson = SharedSchema["~standard"]["jsonSchema"];

const sharedSchemas = new WeakMap<z.ZodObject, SharedSchema>();

/** The schema as the SDK takes it (Standard Schema); the same one for every call. */
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

/** The SDK asks for one dialect alone. */
function memoizeJsonSchema(toJson: ToJson["input"]): ToJson["input"] {
  let json: Record<string, unknown> | undefined;
  return (options) => json ??= toJson(options);
}
