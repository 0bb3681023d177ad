import { formatInteger } from "../../../base/text/format/format_integer.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";
import type { IndexView } from "../source/mod.ts";

/** The terms that a prefix stands for at most: each is a list to read. */
export const MOST_TERMS = 5_000;

/**
 * Lists all terms with a prefix. A part of them would find some of the tickets, and exclude only some.
 *
 * @param typed The prefix as typed, without the `*`.
 * @throws {DeskError} `invalid` for too many.
 */
export async function listPrefix(view: IndexView, prefix: string, typed: string): Promise<readonly string[]> {
  const found = await view.listTerms(prefix, MOST_TERMS + 1);
  if (found.length <= MOST_TERMS) return found;
  const part = `${toShortLine(typed)}*`;
  const problem = `"${part}" stands for more than ${
    formatInteger(MOST_TERMS)
  } words or values. Write more letters of it.`;
  throw new DeskError("invalid", problem, { reasons: [{ code: "invalid_query", problem, part }] });
}
