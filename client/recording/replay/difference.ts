import { REMOVED } from "../format/mod.ts";

/** Where two values of JSON differ first. */
export interface Difference {
  /** Such as `params.arguments.tags[2]`; empty for the whole. */
  path: string;
  /** Undefined: there should be nothing. */
  expected: unknown;
  actual: unknown;
}

/**
 * Finds the first difference between two values, as JSON would have them: members that are undefined aren't there.
 * Where a secret was removed from the one that is expected, anything may be in the other.
 *
 * @returns Undefined when there is none.
 */
export function findDifference(expected: unknown, actual: unknown, path = ""): Difference | undefined {
  if (!isContainer(expected) || !isContainer(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    return isSame(expected, actual) ? undefined : { path, expected, actual };
  }
  const members = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const name of members) {
    const found = findDifference(expected[name], actual[name], appendToPath(path, name, Array.isArray(expected)));
    if (found !== undefined) return found;
  }
}

function isSame(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== "string" || typeof actual !== "string") return Object.is(expected, actual);
  const parts = expected.split(REMOVED);
  if (parts.length === 1) return expected === actual;
  return new RegExp(`^${parts.map((part) => RegExp.escape(part)).join("[^]*")}$`).test(actual);
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function appendToPath(path: string, name: string, inList: boolean): string {
  if (inList) return `${path}[${name}]`;
  return path === "" ? name : `${path}.${name}`;
}
