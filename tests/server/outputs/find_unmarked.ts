/** Finds canaries that an output does not mark as words of people. */

import { markCustomerWords } from "../../../server/marks/mod.ts";

/** A canary: a word that names the field in which it was planted. */
const CANARY = /canary[a-z]+/gi;
const [, ID] = / id=(\w{8})>/.exec(markCustomerWords(""))!;

/** Creates the canary of a field. */
export function createCanary(field: string): string {
  return `canary${field.replaceAll("_", "")}`;
}

/** Lists the canaries in a text. */
export function listCanaries(text: string): string[] {
  return [...new Set(text.match(CANARY)?.map((canary) => canary.toLowerCase()) ?? [])];
}

/** Lists the canaries of a text outside the marks of this process. Objects in JSON name their members instead. */
export function findUnmarked(text: string): string[] {
  if (text.startsWith("{")) return findUnnamed(JSON.parse(text));
  const mark = new RegExp(`<(customer|team)_words id=${ID}>[^]*?</\\1_words ${ID}>`, "g");
  return listCanaries(text.replace(mark, ""));
}

/** Lists the canaries of one kind of marks in a text. */
export function listInMarks(kind: "customer" | "team", text: string): string[] {
  const mark = new RegExp(`<${kind}_words id=${ID}>[^]*?</${kind}_words ${ID}>`, "g");
  return listCanaries(text.match(mark)?.join("\n") ?? "");
}

/** Lists the canaries in the members of an object that `outside_text` does not name. */
export function findUnnamed(value: { outside_text?: string[] }): string[] {
  const named = value.outside_text ?? [];
  const isNamed = (path: string) =>
    named.some((name) => path.startsWith(name) && /^[.[]|^$/.test(path.slice(name.length)));
  return [
    ...new Set([...walk(value, "")].filter(([path]) => !isNamed(path)).flatMap(([, text]) => listCanaries(text))),
  ];
}

/** Lists all texts and names of members, with their paths. */
function* walk(value: unknown, path: string): Generator<[path: string, text: string]> {
  if (typeof value === "string") yield [path, value];
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) yield* walk(item, `${path}[]`);
  } else {
    for (const [name, member] of Object.entries(value)) {
      const inner = path === "" ? name : `${path}.${name}`;
      yield [inner, name];
      yield* walk(member, inner);
    }
  }
}
