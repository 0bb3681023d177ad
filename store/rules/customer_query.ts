/** What people type to find a customer. */

import { type Customer, CUSTOMER_STATUSES, TIERS } from "../customer.ts";
import { DeskError } from "../errors.ts";
import { nearest } from "../search/nearest.ts";
import { type Piece, piecesOf, unreadable } from "../search/pieces.ts";
import { wordsOf } from "../search/words.ts";

/** In UTF-16 code units. */
const LONGEST = 500;

/** What may stand behind `tier:` and `status:`. */
const FILTERS = new Map<string, readonly string[]>([["tier", TIERS], ["status", CUSTOMER_STATUSES]]);

/** Every customer is filed under it. */
const ANY_CUSTOMER = "all";

/** The terms under which a customer is filed: words of name and e-mail address, tier, status. */
export function customerTerms({ email, name, account_tier, status }: Customer): Set<string> {
  const words = [...wordsOf(name), ...emailWords(email)].map(wordTerm);
  return new Set([ANY_CUSTOMER, `tier:${account_tier}`, `status:${status}`, ...words]);
}

/**
 * The terms that a customer must have to be found by `query`: words of name and e-mail address, and the filters `tier:`
 * and `status:`, in any order. The empty query finds everybody.
 *
 * @throws {DeskError} `invalid`, saying at which column, for an unknown filter or a value it doesn't take.
 */
export function queriedTerms(query: string): string[] {
  if (query.length > LONGEST) {
    throw new DeskError("invalid", `The query has ${query.length} characters, and at most ${LONGEST} fit: shorten it.`);
  }
  const terms = new Set(piecesOf(query).flatMap(termsOf));
  return terms.size === 0 ? [ANY_CUSTOMER] : [...terms];
}

function termsOf(piece: Piece): string[] {
  if (piece.negative) throw unreadable(piece, "customers can't be excluded. Leave out the hyphen, or the word.");
  return piece.filter === null ? emailWords(piece.value).map(wordTerm) : [filterTerm(piece, piece.filter)];
}

function filterTerm(piece: Piece, { name, operator }: NonNullable<Piece["filter"]>): string {
  const filter = name.toLowerCase();
  const values = FILTERS.get(filter);
  if (values === undefined || operator !== ":") {
    throw unreadable(piece, "customers have the filters tier: and status:, and else words of name and e-mail address.");
  }
  const value = piece.value.toLowerCase();
  if (values.includes(value)) return `${filter}:${value}`;
  const meant = nearest(value, values);
  const problem = `"${filter}" can't be "${piece.value}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
  throw unreadable(piece, `${problem} Take one of ${values.join(", ")}.`);
}

/** The words of each part by itself, so that `example` finds `alice@example.com`. */
function emailWords(text: string): string[] {
  return text.split(/[@._+-]/).flatMap((part) => [...wordsOf(part)]);
}

function wordTerm(word: string): string {
  return `word:${word}`;
}
