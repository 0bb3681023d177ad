/** Terms of the ticket index. Each term of a ticket is one posting. */

import type { Ticket } from "../../ticket.ts";
import { fold } from "./fold.ts";

/** The ticket fields that filters use. The tier belongs to the customer. */
export type FilteredFields = Pick<
  Ticket,
  "status" | "priority" | "assignee" | "tags" | "customer" | "external_id" | "escalation" | "merged_into"
>;

/** Values of the filter `is:`. */
export const MARKS = ["escalated", "merged"] as const;

/** In UTF-16 code units. Longer values are cut, so that every key stays below 2,048 bytes. */
const MAX_VALUE_LENGTH = 300;

/** Creates terms. Each kind has its own prefix, so the word "open" is not a status. */
export const terms = {
  /** Every ticket has this term. */
  all: "all",
  word: (folded: string) => `word:${folded}`,
  status: (status: string) => `status:${status}`,
  priority: (priority: string) => `priority:${priority}`,
  /** Folded, so that `assignee:"jane doe"` finds Jane Doe. */
  assignee: (name: string | null) => name === null ? "assignee" : `assignee:${toTermValue(fold(name))}`,
  tag: (tag: string) => `tag:${toTermValue(fold(tag))}`,
  customer: (email: string) => `customer:${toTermValue(email.toLowerCase())}`,
  external: (externalId: string) => `external:${toTermValue(externalId)}`,
  /** The target of a merged ticket. */
  into: (ticket: string) => `into:${toTermValue(ticket)}`,
  is: (what: typeof MARKS[number]) => `is:${what}`,
};

/** Creates the term of a word returned by {@linkcode extractWords}. */
export const toWordTerm = terms.word;

/** Terms by field. No two fields share a term. */
const FIELD_TERMS: { [Field in keyof FilteredFields]: (value: FilteredFields[Field]) => readonly string[] } = {
  status: (status) => [terms.status(status)],
  priority: (priority) => [terms.priority(priority)],
  assignee: (name) => [terms.assignee(name)],
  tags: (tags) => tags.map(terms.tag),
  customer: (email) => [terms.customer(email)],
  external_id: (externalId) => externalId === null ? [] : [terms.external(externalId)],
  escalation: (escalation) => escalation === null ? [] : [terms.is("escalated")],
  merged_into: (ticket) => ticket === null ? [] : [terms.is("merged"), terms.into(ticket)],
};

const FIELDS = Object.keys(FIELD_TERMS) as (keyof FilteredFields)[];

/** Returns all terms of a ticket except its words: at most 28, because a ticket has at most 20 tags. */
export function getFilterTerms(ticket: FilteredFields): Set<string> {
  return new Set([terms.all, ...FIELDS.flatMap((field) => getFieldTerms(ticket, field))]);
}

/** Compares the terms before and after a change. Fields with the same value are skipped. */
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

/** Adds the terms that the others lack. */
function addMissing(into: string[], terms: readonly string[], others: readonly string[]): void {
  terms.forEach((term) => others.includes(term) || into.push(term));
}

function getFieldTerms<Field extends keyof FilteredFields>(ticket: FilteredFields, field: Field): readonly string[] {
  return FIELD_TERMS[field](ticket[field]);
}

/** Normalizes white space and length. Keys must not contain half a surrogate pair. */
function toTermValue(text: string): string {
  return text.trim().replace(/\s+/g, " ").slice(0, MAX_VALUE_LENGTH).toWellFormed();
}
