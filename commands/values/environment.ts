/** What the command line left out, from `SUPPORT_MCP_*` variables. An empty variable counts as one that isn't there. */

import { CommandError } from "../command_error.ts";

/** The variable's text. */
export function readVariable(variable: string): string | undefined {
  return Deno.env.get(variable) || undefined;
}

/** The variable's comma-separated items. */
export function readListVariable(variable: string): string[] | undefined {
  const text = readVariable(variable);
  return text === undefined ? undefined : parseList(text);
}

/** The items of a comma-separated list, without the spaces around them. */
export function parseList(text: string): string[] {
  return text.split(",").map((item) => item.trim()).filter((item) => item !== "");
}

/**
 * The variable as one of a few values.
 *
 * @throws {CommandError} When it has another value.
 */
export function readChoiceVariable<Value extends string>(
  variable: string,
  values: readonly Value[],
): Value | undefined {
  const text = readVariable(variable);
  if (text === undefined) return undefined;
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw createVariableError(variable, text, values);
  return value;
}

/**
 * The variable as `parse` reads it.
 *
 * @throws {CommandError} When it can't be read.
 */
export function readParsedVariable<Value>(variable: string, parse: (text: string) => Value): Value | undefined {
  const text = readVariable(variable);
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CommandError(`The variable ${variable} can't be "${text}", ${error.message}: change or unset it.`, 2);
  }
}

const BOOLEANS = new Map([["true", true], ["1", true], ["yes", true], ["false", false], ["0", false], ["no", false]]);

/**
 * The variable as yes or no.
 *
 * @throws {CommandError} When it is neither.
 */
export function readBooleanVariable(variable: string): boolean | undefined {
  const text = readVariable(variable);
  if (text === undefined) return undefined;
  const on = BOOLEANS.get(text.toLowerCase());
  if (on === undefined) throw createVariableError(variable, text, [...BOOLEANS.keys()]);
  return on;
}

function createVariableError(variable: string, text: string, values: readonly string[]): CommandError {
  const choices = values.join(", ");
  return new CommandError(
    `The variable ${variable} is "${text}" but can only be one of ${choices}: change or unset it.`,
    2,
  );
}
