/** Terms: what the index files a ticket under. Each is one posting, see `keys.posting`. */

import type { Ticket } from "../ticket.ts";
import { fold } from "./fold.ts";

/** The fields of a ticket that filters look at; its tier isn't among them, for it is the customer's. */
export type FilteredFields = Pick<
  Ticket,
  "status" | "priority" | "assignee" | "tags" | "customer" | "external_id" | "escalation" | "merged_into"
>;

/** What `is:` tells of a ticket. */
export const MARKS = ["escalated", "merged"] as const;

/** In UTF-16 code units: a value that is longer counts by its beginning, so that every key stays below 2,048 bytes. */
const LONGEST_VALUE = 300;

/** Makes the terms of filters and words; each kind has its own prefix, so that the word "open" is no status. */
export const terms = {
  /** Every ticket has it. */
  all: "all",
  word: (folded: string) => `word:${folded}`,
  status: (status: string) => `status:${status}`,
  priority: (priority: string) => `priority:${priority}`,
  /** Folded, so that `assignee:"jane doe"` finds Jane Doe. */
  assignee: (name: string | null) => name === null ? "assignee" : `assignee:${value(fold(name))}`,
  tag: (tag: string) => `tag:${value(fold(tag))}`,
  customer: (email: string) => `customer:${value(email.toLowerCase())}`,
  external: (externalId: string) => `external:${value(externalId)}`,
  is: (what: typeof MARKS[number]) => `is:${what}`,
};

/** The term of a word as {@linkcode wordsOf} gives it. */
export const wordTerm = terms.word;

/** The terms of a ticket apart from its words: at most 27, for a ticket has at most 20 tags. */
export function filterTerms(ticket: FilteredFields): Set<string> {
  const found = new Set([
    terms.all,
    terms.status(ticket.status),
    terms.priority(ticket.priority),
    terms.assignee(ticket.assignee),
    terms.customer(ticket.customer),
    ...ticket.tags.map(terms.tag),
  ]);
  if (ticket.external_id !== null) found.add(terms.external(ticket.external_id));
  if (ticket.escalation !== null) found.add(terms.is("escalated"));
  if (ticket.merged_into !== null) found.add(terms.is("merged"));
  return found;
}

/** Outer and repeated white space doesn't count. A surrogate pair that the cut splits must not get into a key as it is. */
function value(text: string): string {
  return text.trim().replace(/\s+/g, " ").slice(0, LONGEST_VALUE).toWellFormed();
}
