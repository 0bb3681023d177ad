/** Failures of the article's two tools: a result with `success: false` and a sentence, instead of a tool error. */

import { DeskError } from "../../store/mod.ts";
import type { ToolContext } from "./definition.ts";

/**
 * Converts an error of the desk to the article's failure result.
 *
 * @throws The error itself if the store is unavailable, or if the error does not come from the desk.
 */
export function toArticleFailure(
  error: unknown,
  { addFailure }: Pick<ToolContext, "addFailure">,
): { success: false; error: string } {
  if (!(error instanceof DeskError) || error.code === "unavailable") throw error;
  addFailure(error);
  return { success: false, error: error.message };
}
