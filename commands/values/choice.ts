import { findNearMisses } from "./near_miss.ts";

/**
 * Creates a parser of one of a few values.
 *
 * @returns A parser that throws a `SyntaxError` for any other text.
 */
export function createChoiceParser<Value extends string>(values: readonly Value[]): (text: string) => Value {
  return (text) => {
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) throw new SyntaxError(describeChoices(text, values));
    return value;
  };
}

/**
 * Says what to use instead of a value that is not one of the choices.
 *
 * @returns Sentences without the last period, such as `Did you mean info? Use debug, info, warning, or error`.
 */
export function describeChoices(text: string, values: readonly string[]): string {
  const near = findNearMisses(text, values);
  return `${near.length === 0 ? "" : `Did you mean ${formatChoices(near)}? `}Use ${formatChoices(values)}`;
}

/** Lists values, such as `debug, info, warning, or error`. */
export function formatChoices(values: readonly string[]): string {
  if (values.length < 3) return values.join(" or ");
  return `${values.slice(0, -1).join(", ")}, or ${values.at(-1)}`;
}
