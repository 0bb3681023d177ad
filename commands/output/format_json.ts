import { toPrintableJson } from "../../base/text/printable.ts";

/** Formats a result for a program, which a person may also read: on several lines, without hidden characters. */
export function formatJson(value: unknown): string {
  return `${toPrintableJson(value, 2)}\n`;
}
