import { memoize } from "./memoize.ts";

/** An object whose methods return promises. */
type AsyncMethods<Part> = { readonly [Name in keyof Part]: (...args: never[]) => Promise<unknown> };

/**
 * Returns an object that loads another one with the first call of a method, and passes every call on to it.
 *
 * @param load Called once, with the first call of a method.
 * @param known The members that are known before.
 */
export function loadOnCall<Part extends AsyncMethods<Omit<Part, Known>>, Known extends keyof Part = never>(
  load: () => Promise<Part>,
  known: Pick<Part, Known> = {} as Pick<Part, Known>,
): Part {
  const loadOnce = memoize(load);
  const call = async (name: Exclude<keyof Part, Known>, args: never[]): Promise<unknown> => {
    const part = await loadOnce();
    return await (part as AsyncMethods<Omit<Part, Known>>)[name](...args);
  };
  return new Proxy(known as Part & object, {
    get(_, name) {
      if (Object.hasOwn(known, name)) return known[name as Known];
      // an object with `then` would be taken for a promise
      if (typeof name === "symbol" || name === "then") return undefined;
      return (...args: never[]) => call(name as Exclude<keyof Part, Known>, args);
    },
  });
}
