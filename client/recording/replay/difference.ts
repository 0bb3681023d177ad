import { REMOVED } from "../format/mod.ts";

/** The first difference between two JSON values. */
export interface Difference {
  /** For example, `params.arguments.tags[2]`; empty for the whole value. */
  path: string;
  /** Undefined if nothing is expected. */
  expected: unknown;
  actual: unknown;
}

/**
 * Finds the first difference between two values as JSON represents them: undefined members are absent. A removed secret in
 * the expected value matches any text.
 *
 * @returns Undefined if the values match.
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
