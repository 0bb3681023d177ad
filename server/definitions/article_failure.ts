/** How the article's two tools fail: not as an error, but with `success: false` and a sentence. */

import * as z from "zod";
import { DeskError } from "../../store/mod.ts";

/** The field that a failure has, for output schemas. */
export const failureFields = { error: z.string().exactOptional().describe("Why nothing was changed") };

/**
 * The article's answer to a failure of the desk.
 *
 * @throws The error itself when the store or we are at fault, rather than the call.
 */
export function toArticleFailure(error: unknown): { success: false; error: string } {
  if (error instanceof DeskError && error.code !== "unavailable") return { success: false, error: error.message };
  throw error;
}
