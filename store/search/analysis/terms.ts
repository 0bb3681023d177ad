/** Terms: what the index files a ticket under. Each is one posting, see `keys.posting`. */

import type { Ticket } from "../../ticket.ts";
import { fold } from "./fold.ts";

/** The fields of a ticket that filters look at; its tier isn't among them, for it is the customer's. */
export type FilteredFields = Pick<
  Ticket,
  "status" | "priority" | "assignee" | "tags" | "customer" | "external_id" | "escalation" | "merged_into"
>;

/** What `is:` tells of a ticket. */
export const MARKS = ["escalated", "merged"] as const;

/** In UTF-16 code units: a value that is longer counts by its beginning, so that every key stays below 2,048 bytes. */
const MAX_VALUE_LENGTH = 300;

/** Makes the terms of filters and words; each kind has its own prefix, so that the word "open" is no status. */
export const terms = {
  /** Every ticket has it. */
  all: "all",
  word: (folded: string) => `word:${folded}`,
  status: (status: string) => `status:${status}`,
  priority: (priority: string) => `priority:${priority}`,
  /** Folded, so that `assignee:"jane doe"` finds Jane Doe. */
  assignee: (name: string | null) => name === null ? "assignee" : `assignee:${toTermValue(fold(name))}`,
  tag: (tag: string) => `tag:${toTermValue(fold(tag))}`,
  customer: (email: string) => `customer:${toTermValue(email.toLowerCase())}`,
  external: (externalId: string) => `external:${toTermValue(externalId)}`,
  is: (what: typeof MARKS[number]) => `is:${what}`,
};

/** The term of a word as {@linkcode wordsOf} gives it. */
export const toWordTerm = terms.word;

/** The terms that each field brings; no two fields bring the same. */
const FIELD_TERMS: { [Field in keyof FilteredFields]: (value: FilteredFields[Field]) => readonly string[] } = {
  status: (status) => [terms.status(status)],
  priority: (priority) => [terms.priority(priority)],
  assignee: (name) => [terms.assignee(name)],
  tags: (tags) => tags.map(terms.tag),
  customer: (email) => [terms.customer(email)],
  external_id: (externalId) => externalId === null ? [] : [terms.external(externalId)],
  escalation: (escalation) => escalation === null ? [] : [terms.is("escalated")],
  merged_into: (ticket) => ticket === null ? [] : [terms.is("merged")],
};

const FIELDS = Object.keys(FIELD_TERMS) as (keyof FilteredFields)[];

/** The terms of a ticket apart from its words: at most 27, for a ticket has at most 20 tags. */
export function getFilterTerms(ticket: FilteredFields): Set<string> {
  return new Set([terms.all, ...FIELDS.flatMap((field) => getFieldTerms(ticket, field))]);
}

/** The terms that a change takes from a ticket and those that it brings; fields that are the same aren't looked into. */
export function diffTerms(before: FilteredFields, after: FilteredFields): Record<"gone" | "come", string[]> {
  const changed = { gone: [] as string[], come: [] as string[] };
  FIELDS.forEach((field) => {
    if (before[field] === after[field]) return;
    const had = getFieldTerms(before, field);
    const has = getFieldTerms(after, field);
    addMissing(changed.gone, had, has);
    addMissing(changed.come, has, had);
  });
  return changed;
}

/** Adds those of the terms that aren't among the others. */
function addMissing(into: string[], terms: readonly string[], others: readonly string[]): void {
  terms.forEach((term) => others.includes(term) || into.push(term));
}

function getFieldTerms<Field extends keyof FilteredFields>(ticket: FilteredFields, field: Field): readonly string[] {
  return FIELD_TERMS[field](ticket[field]);
}

/** Outer and repeated white space doesn't count. A surrogate pair that the cut splits must not get into a key as it is. */
function toTermValue(text: string): string {
  return text.trim().replace(/\s+/g, " ").slice(0, MAX_VALUE_LENGTH).toWellFormed();
}
