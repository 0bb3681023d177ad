/** `SUPPORT_MCP_*` variables, which apply where the command line has no flag. An empty or blank one counts as unset. */

import { CommandError } from "../process/mod.ts";
import { createChoiceParser, describeChoices } from "./choice.ts";
import { isPlaceholder } from "./placeholder.ts";
import { SecretValueError } from "./secret_value_error.ts";

/** Reads a variable as text. An unexpanded placeholder counts as unset. */
export function readVariable(variable: string): string | undefined {
  const value = Deno.env.get(variable) ?? "";
  return value.trim() === "" || isPlaceholder(value) ? undefined : value;
}

/** Reads a variable as a comma-separated list. */
export function readListVariable(variable: string): string[] | undefined {
  return readParsedVariable(variable, parseList);
}

/**
 * Splits a comma-separated list and trims its items.
 *
 * @throws {SyntaxError} If it has no items.
 */
export function parseList(text: string): string[] {
  const items = text.split(",").map((item) => item.trim()).filter((item) => item !== "");
  if (items.length === 0) throw new SyntaxError("Use one or more items, separated by commas");
  return items;
}

/**
 * Reads a variable as one of a few values.
 *
 * @throws {CommandError} If it has another value.
 */
export function readChoiceVariable<Value extends string>(
  variable: string,
  values: readonly Value[],
): Value | undefined {
  return readParsedVariable(variable, createChoiceParser(values));
}

/**
 * Reads a variable with a parser.
 *
 * @param parse Throws a `SyntaxError` that says what to use instead.
 * @throws {CommandError} If the parser does.
 */
export function readParsedVariable<Value>(variable: string, parse: (text: string) => Value): Value | undefined {
  const text = readVariable(variable);
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const value = error instanceof SecretValueError ? "" : `: "${text}"`;
    throw new CommandError(`${variable} is invalid${value}. ${error.message}.`, 2, { cause: error });
  }
}

const BOOLEANS = new Map([["true", true], ["1", true], ["yes", true], ["false", false], ["0", false], ["no", false]]);

/**
 * Reads a variable as a boolean.
 *
 * @throws {CommandError} If it is not one.
 */
export function readBooleanVariable(variable: string): boolean | undefined {
  return readParsedVariable(variable, (text) => {
    const value = BOOLEANS.get(text.toLowerCase());
    if (value === undefined) throw new SyntaxError(describeChoices(text, [...BOOLEANS.keys()]));
    return value;
  });
}
