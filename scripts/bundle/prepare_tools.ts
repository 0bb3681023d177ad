/** Prepares what calls in strict form need of the schemas of their tools. */

import * as z from "zod";
import type { ArgumentsSchema, PreparedTool, ValueSchema } from "../../server/definitions/arguments/mod.ts";
import { servers } from "../../server/definitions/mod.ts";
import { schemas } from "../../server/definitions/validation/mod.ts";

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
  const { properties = {}, required = [], ...rest } = z.toJSONSchema(schema, { io: "input", override: addForm });
  rejectHidden(rest);
  const values = Object.entries(properties).map(([name, value]) => [name, toValueSchema(value as JsonSchema)]);
  return { properties: Object.fromEntries(values), required };
}

/** Adds the form of a text, marks checks that have no keyword, and rejects schemas that change their value. */
function addForm({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }) {
  const form = schemas.textForms.get(zodSchema as z.ZodType)?.form;
  const { type, checks = [] } = zodSchema._zod.def;
  if (!SCHEMAS.includes(type)) throw new Error(`Arguments in strict form cannot have the schema "${type}".`);
  const unknown = checks.find(({ _zod: { def } }) => !isKnown(def));
  if (unknown) throw new Error(`Arguments in strict form cannot have the check "${unknown._zod.def.check}".`);
  const { length } = checks.filter(({ _zod: { def, onattach } }) => def.check === "custom" && onattach.length === 0);
  const isForeign = form === undefined && type === "string" && jsonSchema.format !== undefined;
  if (length > (form === undefined ? 0 : 1) || isForeign) jsonSchema.format = "hidden"; // a form is one check
  else if (form !== undefined) jsonSchema.format = form;
}

const SCHEMAS = ["string", "number", "boolean", "enum", "array", "record", "object", "unknown", "optional", "default"];
const CHECKS = ["min_length", "max_length", "greater_than", "less_than", "number_format", "custom"];

/** Checks that JSON Schema has a keyword for a check, or that it is our own. Patterns have no flags there. */
function isKnown(def: z.core.$ZodCheckDef): boolean {
  return CHECKS.includes(def.check) || "pattern" in def && def.pattern instanceof RegExp && def.pattern.flags === "";
}

type JsonSchema = Record<string, unknown>;

function rejectHidden({ format }: JsonSchema) {
  if (format === "hidden") throw new Error("Arguments in strict form cannot have a check without a keyword.");
}

/** Leaves out what does not decide on a value. */
function toValueSchema({ description: _, ...schema }: JsonSchema): ValueSchema {
  const { type, items, propertyNames, additionalProperties, ...rest } = schema;
  const keywords = KEYWORDS[String(type)];
  const hasAnyMembers = isEqual(additionalProperties, {}) && isEqual(propertyNames, { type: "string" });
  if (keywords === undefined || type === "object" && !hasAnyMembers) {
    throw new Error(
      `Arguments in strict form cannot have the type ${type}${type === "object" ? " with such members" : ""}.`,
    );
  }
  rejectHidden(rest);
  const unknown = Object.keys(rest).find((name) => !keywords.includes(name));
  if (unknown !== undefined) throw new Error(`Arguments in strict form cannot have ${unknown}.`);
  return { ...rest, type, ...type === "array" && { items: toValueSchema(items as JsonSchema) } } as ValueSchema;
}

const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  string: ["minLength", "maxLength", "pattern", "enum", "format", "default"],
  integer: ["minimum", "maximum", "default"],
  boolean: ["default"],
  array: ["maxItems", "default"],
  object: ["default"],
};

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
