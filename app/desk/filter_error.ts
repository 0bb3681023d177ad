/** The reason why the text of a filter cannot be searched, such as one that is half typed. */

import { ToolError } from "../bridges/bridge.ts";
import { listReasons } from "./refusals.ts";

export interface FilterError {
  /** The part that cannot be searched; empty if it is all. */
  part: string;
  /** The values that it may have, or an example; empty if there are none. */
  possible: string;
}

/** Reads the parts of the error of a filter that need no translation. Null for any other failure. */
export function toFilterError(error: unknown, filter: string): FilterError | null {
  if (!(error instanceof ToolError) || filter === "") return null;
  const [reason] = listReasons(error);
  return {
    part: reason !== undefined && "part" in reason && reason.part || "",
    possible: reason !== undefined && "possible" in reason && reason.possible?.join(", ") || "",
  };
}
