/** The reason why the text of a filter cannot be searched, such as one that is half typed. */

import { ToolError } from "../bridges/bridge.ts";

export interface FilterError {
  /** The part that cannot be searched; empty if it is all. */
  part: string;
  /** The values that it may have, or an example; empty if there are none. */
  possible: string;
}

/** Reads the parts of the error of a filter that need no translation. Null for any other failure. */
export function toFilterError(error: unknown, filter: string): FilterError | null {
  if (!(error instanceof ToolError) || filter === "") return null;
  const [, part = ""] = /^Cannot parse the query at column \d+: "(.+?)": /.exec(error.message) ?? [];
  const [, possible = ""] = /(?:Use one of|Filters:|Views:|without a space:) (.+?)\.(?: |$)/.exec(error.message) ?? [];
  return { part, possible };
}
