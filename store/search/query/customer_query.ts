/** Customer search: terms and queries. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { type Customer, CUSTOMER_STATUSES, TIERS } from "../../customer.ts";
import { DeskError } from "../../errors.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { type QueryToken, tokenizeQuery, toTokenError, toWrongValue } from "./tokens.ts";
import { extractWords, listArabicSpellings } from "../analysis/mod.ts";

/** In UTF-16 code units. */
const MAX_QUERY_LENGTH = 500;

/** Values of the filters `tier:` and `status:`. */
const FILTERS = new Map<string, readonly string[]>([["tier", TIERS], ["status", CUSTOMER_STATUSES]]);

/** Every customer has this term. */
const ANY_CUSTOMER = "all";

/** The start of the terms of words. */
const WORD = "word:";

/** Returns the terms of a customer: words of the name, the email address and its own organization, tier, status. */
export function getCustomerTerms({ email, name, account_tier, status, organization }: Customer): Set<string> {
  const words = [...extractWords(name), ...extractWords(organization ?? ""), ...splitEmailWords(email)].map(toWordTerm);
  return new Set([ANY_CUSTOMER, `tier:${account_tier}`, `status:${status}`, ...words]);
}

/**
 * Parses a query: words of the name, email address and organization, and the filters `tier:` and `status:`, in any order. An empty
 * query finds every customer.
 *
 * @returns The terms that a matching customer must have.
 * @throws {DeskError} `invalid` with the column, for an unknown filter or value.
 */
export function parseCustomerQuery(query: string): string[] {
  if (query.length > MAX_QUERY_LENGTH) {
    throw new DeskError(
      "invalid",
      `query is too long: ${query.length} characters (limit ${MAX_QUERY_LENGTH}).`,
      {
        reasons: [{
          code: "too_long",
          field: "query",
          length: query.length,
          limit: MAX_QUERY_LENGTH,
          unit: "characters",
        }],
      },
    );
  }
  const terms = new Set(tokenizeQuery(query).flatMap(toTerms));
  return terms.size === 0 ? [ANY_CUSTOMER] : [...terms];
}

/** The places at which names have an apostrophe: O'Brien, Qu'Appelle, Dell'Acqua. Others have it before the last letter. */
const APOSTROPHE_PLACES = [1, 2, 3, 4];

/** Lists the terms of a query's word: as it was typed, and with or without an apostrophe, so that `obrien` finds O'Brien; and with Arabic or Persian letters. */
export function listSpellings(term: string): string[] {
  const word = term.startsWith(WORD) ? term.slice(WORD.length) : "";
  if (word.includes("'")) return [term, toWordTerm(word.replaceAll("'", ""))];
  const typed = listArabicSpellings(word);
  if (typed.length > 0) return [term, ...typed.map(toWordTerm)];
  if (!/^\p{L}{3,}$/u.test(word)) return [term];
  const letters = [...word];
  const places = new Set([...APOSTROPHE_PLACES, letters.length - 1].filter((place) => place < letters.length));
  return [term, ...Array.from(places, (place) => toWordTerm(letters.toSpliced(place, 0, "'").join("")))];
}

/**
 * Lists terms of the customers who may have a word of a query in the organization of their domain. The index has only
 * organizations that were set by hand, because the settings can change without the accounts.
 *
 * @param term As {@linkcode parseCustomerQuery} returns it.
 * @returns For each domain, the term of its longest part: other customers can have it, too.
 */
export function listDomainTerms(term: string, organizations: Readonly<Record<string, string>>): string[] {
  if (!term.startsWith(WORD)) return [];
  const spellings = new Set(listSpellings(term));
  const domains = Object.keys(organizations).filter((domain) =>
    [...extractWords(organizations[domain]!)].some((word) => spellings.has(toWordTerm(word)))
  );
  const parts = domains.flatMap((domain) =>
    splitEmailWords(domain).toSorted((a, b) => b.length - a.length).slice(0, 1)
  );
  return [...new Set(parts.map(toWordTerm))].filter((part) => part !== term);
}

/** Reports whether a customer has all terms of a query, as {@linkcode parseCustomerQuery} returns them. */
export function hasCustomerTerms(customer: Customer, terms: readonly string[]): boolean {
  const own = getCustomerTerms(customer);
  return terms.every((term) => listSpellings(term).some((spelling) => own.has(spelling)));
}

function toTerms(token: QueryToken): string[] {
  if (token.negative) throw toTokenError(token, "customers cannot be excluded. Remove the hyphen or the word.");
  return token.filter === null ? splitEmailWords(token.value).map(toWordTerm) : [toFilterTerm(token, token.filter)];
}

function toFilterTerm(token: QueryToken, { name, operator }: NonNullable<QueryToken["filter"]>): string {
  const filter = name.toLowerCase();
  const values = FILTERS.get(filter);
  if (values === undefined || operator !== ":") {
    throw toTokenError(
      token,
      "unknown filter. Customer queries take tier:, status:, and words of the name, email address and organization.",
      { code: "unknown_filter" },
    );
  }
  const value = token.value.toLowerCase();
  if (values.includes(value)) return `${filter}:${value}`;
  const meant = findNearestMatch(value, values);
  const problem = `"${filter}" cannot be "${toShortLine(token.value)}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
  throw toTokenError(token, `${problem} Use one of ${values.join(", ")}.`, toWrongValue(token.value, values, meant));
}

/** Splits at punctuation first, so that `example` finds `alice@example.com`. */
function splitEmailWords(text: string): string[] {
  return text.split(/[@._+-]/).flatMap((part) => [...extractWords(part)]);
}

function toWordTerm(word: string): string {
  return WORD + word;
}
