/** What the command line left out, from `SUPPORT_MCP_*` variables. An empty variable counts as one that isn't there. */

import { Failure } from "../failure.ts";

/** The variable's text. */
export function textOf(variable: string): string | undefined {
  return Deno.env.get(variable) || undefined;
}

/** The variable's comma-separated items. */
export function listOf(variable: string): string[] | undefined {
  const text = textOf(variable);
  return text === undefined ? undefined : itemsOf(text);
}

/** The items of a comma-separated list, without the spaces around them. */
export function itemsOf(text: string): string[] {
  return text.split(",").map((item) => item.trim()).filter((item) => item !== "");
}

/**
 * The variable as one of a few values.
 *
 * @throws {Failure} When it has another value.
 */
export function choiceOf<Value extends string>(variable: string, values: readonly Value[]): Value | undefined {
  const text = textOf(variable);
  if (text === undefined) return undefined;
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw wrong(variable, text, values);
  return value;
}

/**
 * The variable as `parse` reads it.
 *
 * @throws {Failure} When it can't be read.
 */
export function valueOf<Value>(variable: string, parse: (text: string) => Value): Value | undefined {
  const text = textOf(variable);
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Failure(`The variable ${variable} can't be "${text}", ${error.message}: change or unset it.`, 2);
  }
}

const SWITCH = new Map([["true", true], ["1", true], ["yes", true], ["false", false], ["0", false], ["no", false]]);

/**
 * The variable as yes or no.
 *
 * @throws {Failure} When it is neither.
 */
export function switchOf(variable: string): boolean | undefined {
  const text = textOf(variable);
  if (text === undefined) return undefined;
  const on = SWITCH.get(text.toLowerCase());
  if (on === undefined) throw wrong(variable, text, [...SWITCH.keys()]);
  return on;
}

function wrong(variable: string, text: string, values: readonly string[]): Failure {
  const choices = values.join(", ");
  return new Failure(`The variable ${variable} is "${text}" but can only be one of ${choices}: change or unset it.`, 2);
}
