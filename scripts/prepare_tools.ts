/** Prepares what calls in strict form need of the schemas of their tools. */

import * as z from "zod";
import type { ArgumentsSchema, PreparedTool, ValueSchema } from "../server/definitions/arguments/mod.ts";
import { servers } from "../server/definitions/mod.ts";
import { schemas } from "../server/definitions/validation/mod.ts";

type Tool = typeof servers.desk.tools[number];

/** Prepares the tools of all servers. */
export function prepareTools(): Record<string, PreparedTool> {
  const tools = Object.values(servers).flatMap(({ tools }) => tools);
  return Object.fromEntries(tools.map((tool) => [tool.name, prepareTool(tool)]));
}

function prepareTool({ inputSchema, outputSchema }: Tool): PreparedTool {
  const outsideText = outputSchema === undefined ? [] : schemas.listOutsideText(outputSchema(schemas));
  return { arguments: toArgumentsSchema(inputSchema(schemas)), outsideText: outsideText.map(({ path }) => path) };
}

/**
 * Converts a schema to the JSON Schema that decides on arguments in strict form.
 *
 * @throws {Error} If it has a part that such a schema cannot express.
 */
export function toArgumentsSchema(schema: z.ZodObject): ArgumentsSchema {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", override: addForm });
  const values = Object.entries(properties).map(([name, value]) => [name, toValueSchema(value as JsonSchema)]);
  return { properties: Object.fromEntries(values), required };
}

/** Adds the form of a text. Checks of our own have no keyword in JSON Schema, unless they attach a limit. */
function addForm({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }) {
  const form = schemas.textForms.get(zodSchema as z.ZodType)?.form;
  const { checks = [] } = zodSchema._zod.def;
  const isHidden = checks.some(({ _zod: { def, onattach } }) => def.check === "custom" && onattach.length === 0);
  if (form !== undefined || isHidden) jsonSchema.format = form ?? "hidden";
}

type JsonSchema = Record<string, unknown>;

/** Leaves out what does not decide on a value. */
function toValueSchema({ description: _, ...schema }: JsonSchema): ValueSchema {
  const { type, items, propertyNames: __, additionalProperties, ...rest } = schema;
  if (type === "array") return { ...rest, type, items: toValueSchema(items as JsonSchema) };
  if (type === "object" && isEmpty(additionalProperties)) return { ...rest, type };
  const unknown = Object.keys(rest).find((name) => !KEYWORDS.includes(name) || rest[name] === "hidden");
  if (unknown === undefined && TYPES.includes(String(type))) return { ...rest, type } as ValueSchema;
  throw new Error(`Arguments in strict form cannot have ${unknown ?? `the type ${type}`}.`);
}

const TYPES = ["string", "integer", "boolean"];
const KEYWORDS = ["minLength", "maxLength", "pattern", "enum", "format", "minimum", "maximum", "default"];

function isEmpty(schema: unknown): boolean {
  return JSON.stringify(schema) === "{}";
}
