/** The order that a query asks for: `sort:due`. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { TICKET_SORTS, type TicketSort, type ViewSort } from "../../settings.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { type QueryToken, toTokenError, toWrongValue } from "./tokens.ts";

/** Takes `sort:` out of the tokens of a query. */
export function takeSort(tokens: readonly QueryToken[]): { tokens: QueryToken[]; sort?: TicketSort } {
  const isSort = ({ filter }: QueryToken) => filter?.name.toLowerCase() === "sort";
  const [first, second] = tokens.filter(isSort);
  if (first === undefined) return { tokens: [...tokens] };
  if (second !== undefined) throw toTokenError(second, "the query has two orders. Remove one.");
  return { tokens: tokens.filter((token) => !isSort(token)), sort: parseSort(first) };
}

/** Returns the sort of a view. "created" is an earlier name of "newest". */
export function toTicketSort(sort: ViewSort): TicketSort {
  return sort === "created" ? "newest" : sort;
}

function parseSort(token: QueryToken): TicketSort {
  if (token.negative) throw toTokenError(token, "an order cannot be excluded. Remove the hyphen.");
  const value = token.value.toLowerCase();
  const found = value === "created" ? "newest" : TICKET_SORTS.find((sort) => sort === value);
  if (found !== undefined && token.filter?.operator === ":") return found;
  const meant = findNearestMatch(value, TICKET_SORTS);
  const problem = `"sort" cannot be "${toShortLine(token.value)}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
  throw toTokenError(
    token,
    `${problem} Use one of ${TICKET_SORTS.join(", ")}.`,
    toWrongValue(token.value, TICKET_SORTS, meant),
  );
}
