/**
 * Parses one of a few values.
 *
 * @param values All that are taken.
 * @returns A parser, which throws a `SyntaxError` for any other text.
 */
export function createChoiceParser<Value extends string>(values: readonly Value[]): (text: string) => Value {
  return (text) => {
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) throw new SyntaxError(`only one of ${values.join(", ")}`);
    return value;
  };
}
