/** JSON Schema as every host understands it. */

type JsonSchema = Record<string, unknown>;

/**
 * Simplifies a JSON Schema: without the bounds of safe integers, which are the limits of a language and not of a value;
 * with `anyOf` in place of a list of types; and open for members of later versions. Hosts reject or drop the others.
 */
export function toPlainJsonSchema(schema: JsonSchema): JsonSchema {
  const plain: JsonSchema = {};
  for (const [name, value] of Object.entries(schema)) {
    if (isSafeIntegerBound(name, value) || name === "additionalProperties" && value === false) continue;
    plain[name] = toPlainValue(name, value);
  }
  return splitTypes(plain);
}

function isSafeIntegerBound(name: string, value: unknown): boolean {
  return name === "maximum" && value === Number.MAX_SAFE_INTEGER ||
    name === "minimum" && value === Number.MIN_SAFE_INTEGER;
}

/** Defaults and enumerated values are data, and not schemas. */
const DATA = new Set(["default", "enum", "const", "examples"]);

function toPlainValue(name: string, value: unknown): unknown {
  if (DATA.has(name) || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => toPlainValue("", item));
  if (name !== "properties") return toPlainJsonSchema(value as JsonSchema);
  return Object.fromEntries(Object.entries(value).map(([key, schema]) => [key, toPlainJsonSchema(schema)]));
}

function splitTypes({ type, description, ...rest }: JsonSchema): JsonSchema {
  if (!Array.isArray(type)) {
    return { ...type !== undefined && { type }, ...rest, ...description !== undefined && { description } };
  }
  const anyOf = type.map((type) => type === "null" ? { type } : { type, ...rest });
  return { anyOf, ...description !== undefined && { description } };
}
