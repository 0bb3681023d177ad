/** Definitions of flags: the fields Stricli parses with, and those our help adds. */

import type { FlagHelp } from "../help/mod.ts";

/** A flag that takes text. */
export function textFlag(placeholder: string, brief: string, help: FlagHelp = {}) {
  return parsedFlag(placeholder, String, brief, help);
}

/**
 * A flag that takes a value with its own syntax.
 *
 * @param parse Throws a `SyntaxError` that says what to use instead, as a sentence without its period.
 */
export function parsedFlag<Value>(
  placeholder: string,
  parse: (text: string) => Value,
  brief: string,
  help: FlagHelp = {},
) {
  return { kind: "parsed", parse, optional: true, placeholder, brief, help } as const;
}

/** A flag that may be given several times. */
export function repeatableFlag(
  placeholder: string,
  brief: string,
  help: FlagHelp = {},
  parse: (text: string) => string = String,
) {
  return { kind: "parsed", parse, variadic: true, optional: true, placeholder, brief, help } as const;
}

/** A flag that takes one of a few values. */
export function choiceFlag<Value extends string>(
  placeholder: string,
  values: readonly Value[],
  brief: string,
  help: FlagHelp = {},
) {
  return { kind: "enum", values, optional: true, placeholder, brief, help } as const;
}

/** A flag without a value. */
export function switchFlag(brief: string, help: FlagHelp = {}) {
  return { kind: "boolean", optional: true, withNegated: false, brief, help } as const;
}
