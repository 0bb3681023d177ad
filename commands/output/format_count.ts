import { formatInteger } from "../../base/text/format/format_integer.ts";

/** Formats a number of things, such as `1,250 tickets`. */
export function formatCount(count: number, name: string): string {
  return `${formatInteger(count)} ${name}${count === 1 ? "" : "s"}`;
}
