/** JSON Schema as every host understands it. */

type JsonSchema = Record<string, unknown>;

/**
 * Simplifies a JSON Schema: without the bounds of safe integers, which are the limits of a language and not of a value;
 * with `anyOf` in place of a list of types; and open for members of later versions. Hosts reject or drop the others. What
 * every tool would repeat is left out too: the dialect, which is the default of MCP (2020-12), and that a text is not empty.
 */
export function toPlainJsonSchema(schema: JsonSchema): JsonSchema {
  const plain: JsonSchema = {};
  for (const [name, value] of Object.entries(schema)) {
    if (isSafeIntegerBound(name, value) || isEvident(name, value)) continue;
    plain[name] = toPlainValue(name, value);
  }
  return splitTypes(plain);
}

function isSafeIntegerBound(name: string, value: unknown): boolean {
  return name === "maximum" && value === Number.MAX_SAFE_INTEGER ||
    name === "minimum" && value === Number.MIN_SAFE_INTEGER;
}

/** An optional text that is empty counts as absent, and a required one is an error. */
function isEvident(name: string, value: unknown): boolean {
  return name === "$schema" || name === "minLength" && value === 1 ||
    name === "additionalProperties" && value === false;
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
