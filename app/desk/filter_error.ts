/** The reason why the text of a filter cannot be searched. */

import { ToolError } from "../bridges/bridge.ts";
import type { View } from "./views.ts";

/** Returns what the server says about a filter, with columns that count from its start. Null for any other failure. */
export function toFilterError(error: unknown, { query }: View, filter: string): string | null {
  if (!(error instanceof ToolError) || filter === "") return null;
  const start = query === "" ? 0 : query.length + 1;
  return error.message.replace(/column (\d+)/, (_, column) => `column ${Math.max(1, Number(column) - start)}`);
}
