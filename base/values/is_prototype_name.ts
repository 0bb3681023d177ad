import { toOneLine } from "../text/one_line.ts";

const NAMES: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Returns true for a name that leads from an object to its prototype, with or without spaces around it. */
export function isPrototypeName(name: string): boolean {
  return NAMES.has(toOneLine(name));
}
