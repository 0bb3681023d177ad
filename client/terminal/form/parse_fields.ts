import type { ElicitRequestFormParams } from "@modelcontextprotocol/client";
import * as z from "zod";
import type { Option } from "../dialog/mod.ts";
import type { Field, FieldType, FieldValue } from "./field.ts";

/** The schema of a form's property (MCP, schema, "PrimitiveSchemaDefinition"), and `pattern`. */
const property = z.object({
  type: z.enum(["string", "number", "integer", "boolean", "array"]),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
  format: z.enum(["email", "uri", "date", "date-time"]).optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  enum: z.array(z.string()).optional(),
  enumNames: z.array(z.string()).optional(),
  oneOf: z.array(z.object({ const: z.string(), title: z.string() })).optional(),
  items: z.object({
    enum: z.array(z.string()).optional(),
    anyOf: z.array(z.object({ const: z.string(), title: z.string() })).optional(),
  }).optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
});
type Property = z.output<typeof property>;

/**
 * Parses a form's schema.
 *
 * @returns The fields, in the schema's order.
 * @throws {z.ZodError} If MCP does not allow the schema.
 */
export function parseFields({ properties, required = [] }: ElicitRequestFormParams["requestedSchema"]): Field[] {
  return Object.entries(properties).map(([name, schema]) => {
    const { title, description, default: initial, ...rest } = property.parse(schema);
    const type = toFieldType(rest);
    return {
      name,
      label: title ?? name,
      description,
      required: required.includes(name),
      default: initial !== undefined && matchesType(initial, type) ? initial : undefined,
      type,
    };
  });
}

function toFieldType(schema: Omit<Property, "title" | "description" | "default">): FieldType {
  switch (schema.type) {
    case "boolean":
      return { kind: "boolean" };
    case "number":
    case "integer":
      return { kind: "number", whole: schema.type === "integer", minimum: schema.minimum, maximum: schema.maximum };
    case "array": {
      const options = toOptions(schema.items?.enum ?? [], schema.items?.anyOf);
      return { kind: "choices", options, minItems: schema.minItems, maxItems: schema.maxItems };
    }
    case "string":
      if (schema.enum !== undefined || schema.oneOf !== undefined) {
        return { kind: "choice", options: toOptions(schema.enum ?? [], schema.oneOf, schema.enumNames) };
      }
      return { kind: "text", ...getTextLimits(schema) };
  }
}

function getTextLimits({ format, minLength, maxLength, pattern }: Pick<
  Property,
  "format" | "minLength" | "maxLength" | "pattern"
>) {
  return { format, minLength, maxLength, pattern: pattern === undefined ? undefined : parsePattern(pattern) };
}

function toOptions(values: string[], titled?: { const: string; title: string }[], names: string[] = []): Option[] {
  if (titled !== undefined) return titled.map(({ const: value, title }) => ({ value, label: title }));
  return values.map((value, index) => ({ value, label: names[index] ?? value }));
}

/** Checks a default: one of the wrong type is the server's mistake, and the person must not have to fix it. */
function matchesType(value: FieldValue, type: FieldType): boolean {
  switch (type.kind) {
    case "boolean":
      return typeof value === "boolean";
    case "number":
      return typeof value === "number";
    case "text":
      return typeof value === "string";
    case "choice":
      return type.options.some((option) => option.value === value);
    case "choices":
      return Array.isArray(value) && value.every((item) => type.options.some((option) => option.value === item));
  }
}

/** @returns Undefined if JavaScript cannot parse the pattern; then only the server validates the text. */
function parsePattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return undefined;
  }
}
