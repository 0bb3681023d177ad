/** The types that schemas expect, as messages name them. */
const NAMES: Readonly<Record<string, string>> = {
  array: "an array",
  boolean: "true or false",
  int: "an integer",
  number: "a number",
  object: "an object",
  record: "an object",
  string: "a string",
};

/** Returns the words for a type in a sentence such as `limit must be a number`. */
export function nameType(type: string): string {
  return NAMES[type] ?? type;
}
