/** What people type to find a customer. */

import { type Customer, CUSTOMER_STATUSES, TIERS } from "../../customer.ts";
import { DeskError } from "../../errors.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { type QueryToken, tokenizeQuery, toTokenError } from "./tokens.ts";
import { extractWords } from "../analysis/mod.ts";

/** In UTF-16 code units. */
const MAX_QUERY_LENGTH = 500;

/** What may stand behind `tier:` and `status:`. */
const FILTERS = new Map<string, readonly string[]>([["tier", TIERS], ["status", CUSTOMER_STATUSES]]);

/** Every customer is filed under it. */
const ANY_CUSTOMER = "all";

/** The terms under which a customer is filed: words of name and e-mail address, tier, status. */
export function getCustomerTerms({ email, name, account_tier, status }: Customer): Set<string> {
  const words = [...extractWords(name), ...splitEmailWords(email)].map(toWordTerm);
  return new Set([ANY_CUSTOMER, `tier:${account_tier}`, `status:${status}`, ...words]);
}

/**
 * The terms that a customer must have to be found by `query`: words of name and e-mail address, and the filters `tier:`
 * and `status:`, in any order. The empty query finds everybody.
 *
 * @throws {DeskError} `invalid`, saying at which column, for an unknown filter or a value it doesn't take.
 */
export function parseCustomerQuery(query: string): string[] {
  if (query.length > MAX_QUERY_LENGTH) {
    throw new DeskError(
      "invalid",
      `The query has ${query.length} characters, and at most ${MAX_QUERY_LENGTH} fit: shorten it.`,
    );
  }
  const terms = new Set(tokenizeQuery(query).flatMap(toTerms));
  return terms.size === 0 ? [ANY_CUSTOMER] : [...terms];
}

function toTerms(piece: QueryToken): string[] {
  if (piece.negative) throw toTokenError(piece, "customers can't be excluded. Leave out the hyphen, or the word.");
  return piece.filter === null ? splitEmailWords(piece.value).map(toWordTerm) : [toFilterTerm(piece, piece.filter)];
}

function toFilterTerm(piece: QueryToken, { name, operator }: NonNullable<QueryToken["filter"]>): string {
  const filter = name.toLowerCase();
  const values = FILTERS.get(filter);
  if (values === undefined || operator !== ":") {
    throw toTokenError(
      piece,
      "customers have the filters tier: and status:, and else words of name and e-mail address.",
    );
  }
  const value = piece.value.toLowerCase();
  if (values.includes(value)) return `${filter}:${value}`;
  const meant = findNearestMatch(value, values);
  const problem = `"${filter}" can't be "${piece.value}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
  throw toTokenError(piece, `${problem} Take one of ${values.join(", ")}.`);
}

/** The words of each part by itself, so that `example` finds `alice@example.com`. */
function splitEmailWords(text: string): string[] {
  return text.split(/[@._+-]/).flatMap((part) => [...extractWords(part)]);
}

function toWordTerm(word: string): string {
  return `word:${word}`;
}
