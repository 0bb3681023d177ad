/**
 * Environment variables for one test file: test files run at the same time in one process, which has a single environment.
 * Programs that a test starts get these variables only if their environment is given.
 */

const { get, has, toObject } = Deno.env;

const overridden = new Map<string, string | undefined>();

Deno.env.get = (name) => overridden.has(name) ? overridden.get(name) : get(name);
Deno.env.has = (name) => overridden.has(name) ? overridden.get(name) !== undefined : has(name);
Deno.env.toObject = () => {
  const entries = Object.entries({ ...toObject(), ...Object.fromEntries(overridden) });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
};

/**
 * Overrides variables until it is disposed of.
 *
 * @param values By name. `undefined` unsets a variable.
 */
export function overrideVariables(values: Record<string, string | undefined>): Disposable {
  const before = new Map(overridden);
  for (const [name, value] of Object.entries(values)) overridden.set(name, value);
  return {
    [Symbol.dispose]() {
      overridden.clear();
      for (const [name, value] of before) overridden.set(name, value);
    },
  };
}
