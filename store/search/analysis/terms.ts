/** The terms of the ticket index. */

import { RecentValues } from "../../../base/values/recent_values.ts";
import type { CustomValue, CustomValues, Ticket, TicketLink, TicketRecord } from "../../ticket.ts";
import { fold } from "./fold.ts";

/** The ticket fields that filters use. The tier belongs to the customer. */
export type FilteredFields = Pick<
  Ticket,
  "status" | "priority" | "assignee" | "tags" | "customer" | "escalation" | "merged_into" | "created_at"
>;

/** Records of tickets also say who wrote last, and how long they are snoozed. */
type FilteredRecord = FilteredFields & Pick<TicketRecord, "is_unanswered" | "links" | "custom"> & {
  snoozed_until?: string | null;
};

/** In UTF-16 code units. Longer values are cut, so that every key stays below 2,048 bytes. */
const MAX_VALUE_LENGTH = 300;

/** Creates terms. Each kind has its own prefix, so the word "open" is not a status. Keys are stored twice: they are short. */
export const terms = {
  /** Every ticket has this term. */
  all: "*",
  /** A form of a word; see `word_forms.ts`. */
  word: (form: string) => wordTerms.get(form),
  /** The language of the subject and the description. */
  language: (language: string) => `l${language}`,
  status: (status: string) => `s${status}`,
  priority: (priority: string) => `p${priority}`,
  /** Folded, so that `assignee:"jane doe"` finds Jane Doe. */
  assignee: (name: string | null) => name === null ? "n" : `a${toTermValue(fold(name))}`,
  /** One word of an assignee's name. */
  assigneeWord: (word: string) => `b${toTermValue(fold(word))}`,
  tag: (tag: string) => `t${toTermValue(fold(tag))}`,
  customer: (email: string) => `c${toTermValue(email.toLowerCase())}`,
  /** The part of the customer's address after the @. */
  domain: (domain: string) => `h${toTermValue(domain.toLowerCase())}`,
  escalated: "e",
  snoozed: "x",
  merged: "m",
  /** The customer wrote last. */
  unanswered: "v",
  /** Someone who has commented on the ticket or changed it: a name, or the address of a customer. */
  author: (name: string) => authorTerms.get(name),
  /** The start of the terms of authors who are no customers. */
  authorNames: "y",
  /** The start of the terms of authors with an address. */
  authorAddresses: "z",
  /** The other ticket of a link, and the one of a relation. */
  linked: (id: string) => `k${id}`,
  parent: (id: string) => `q${id}`,
  cause: (id: string) => `r${id}`,
  /** Any value of a custom field, and one value. */
  field: (name: string) => `f${fold(name.trim())}`,
  fieldValue: (name: string, value: CustomValue) => `f${fold(name.trim())}=${toFieldValue(value)}`,
  /** The day of creation (UTC), such as 2026-11-01. */
  day: (day: string) => `d${day}`,
};

/** The values of fields to remember. Tickets share theirs. */
const MOST_VALUES = 2_000;

/** The terms of words to remember. */
const MOST_WORDS = 20_000;

const wordTerms = new RecentValues(MOST_WORDS, (form) => `w${form}`);
const authorTerms = new RecentValues(
  MOST_VALUES,
  (name) => `${name.includes("@") ? "z" : "y"}${toTermValue(fold(name))}`,
);

/**
 * Starts the terms of articles, whose numbers are not those of tickets. The rest is a term as above, or one of
 * {@linkcode articleTerms}. No term of tickets starts with it.
 */
export const ARTICLE_PREFIX = "A";

/** Creates the terms that only articles have. */
export const articleTerms = {
  audience: (audience: string) => `s${audience}`,
  /** The language that people set, and not the one of the analysis. */
  language: (language: string) => `g${toTermValue(language.toLowerCase())}`,
  archived: "x",
};

/** Reports whether a term is a word, whose postings say where it occurs. */
export function isWordTerm(term: string): boolean {
  if (term.startsWith(ARTICLE_PREFIX)) return isWordTerm(term.slice(ARTICLE_PREFIX.length));
  return term.startsWith("w") || term === terms.all;
}

/** Terms by field. No two fields share a term. */
const FIELD_TERMS: { [Field in keyof FilteredFields]: (value: FilteredFields[Field]) => readonly string[] } = {
  status: (status) => [terms.status(status)],
  priority: (priority) => [terms.priority(priority)],
  assignee: (name) => name === null ? [terms.assignee(null)] : assigneeTerms.get(name),
  tags: (tags) => tags.map((tag) => tagTerms.get(tag)),
  customer: (email) => customerTerms.get(email),
  escalation: (escalation) => escalation === null ? [] : [terms.escalated],
  merged_into: (ticket) => ticket === null ? [] : [terms.merged],
  created_at: (instant) => [terms.day(UTC_INSTANT.test(instant) ? instant.slice(0, 10) : toDay(instant))],
};

/** The form in which instants are stored, of a day that every month has. */
const UTC_INSTANT = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

function toDay(instant: string): string {
  return new Date(instant).toISOString().slice(0, 10);
}

const assigneeTerms = new RecentValues(
  MOST_VALUES,
  (name) => [terms.assignee(name), ...splitName(name).map(terms.assigneeWord)],
);
const tagTerms = new RecentValues(MOST_VALUES, terms.tag);
const customerTerms = new RecentValues(
  MOST_VALUES,
  (email) => [terms.customer(email), terms.domain(email.slice(email.lastIndexOf("@") + 1))],
);

const FIELDS = Object.keys(FIELD_TERMS) as (keyof FilteredFields)[];

/** Splits a name into the words by which `assignee:` finds it. */
export function splitName(name: string): string[] {
  return [...new Set(fold(name).split(/[\s,;()"]+/).filter((word) => word !== ""))].slice(0, 10);
}

/** Returns the terms of a ticket by which filters find it. */
export function getFilterTerms(ticket: FilteredRecord): Set<string> {
  const found = new Set<string>();
  for (const field of FIELDS) for (const term of getFieldTerms(ticket, field)) found.add(term);
  for (const term of getStateTerms(ticket)) found.add(term);
  return found;
}

/** Compares the terms before and after a change. Fields with the same value are skipped. */
export function diffTerms(before: FilteredRecord, after: FilteredRecord): Record<"gone" | "come", string[]> {
  const changed = { gone: [] as string[], come: [] as string[] };
  FIELDS.forEach((field) => {
    if (before[field] === after[field]) return;
    const had = getFieldTerms(before, field);
    const has = getFieldTerms(after, field);
    addMissing(changed.gone, had, has);
    addMissing(changed.come, has, had);
  });
  const [had, has] = [getStateTerms(before), getStateTerms(after)];
  addMissing(changed.gone, had, has);
  addMissing(changed.come, has, had);
  return changed;
}

function getStateTerms({ is_unanswered, snoozed_until, links = NO_LINKS, custom }: FilteredRecord): string[] {
  return [
    ...is_unanswered ? [terms.unanswered] : [],
    ...snoozed_until ? [terms.snoozed] : [],
    ...links === NO_LINKS ? [] : new Set(links.flatMap(getLinkTerms)),
    ...custom === undefined ? [] : getCustomTerms(custom),
  ];
}

const NO_LINKS: TicketLink[] = [];

function getLinkTerms({ relation, id }: TicketLink): string[] {
  const term = relation === "parent" ? [terms.parent(id)] : relation === "caused_by" ? [terms.cause(id)] : [];
  return [terms.linked(id), ...term];
}

function getCustomTerms(custom: CustomValues): Set<string> {
  return new Set(
    Object.entries(custom).flatMap(([name, value]) => [terms.field(name), terms.fieldValue(name, value)]),
  );
}

/** Lists the values of custom fields that are texts. */
export function listCustomTexts(custom: CustomValues = {}): string[] {
  return Object.values(custom).filter((value) => typeof value === "string");
}

/** Between words, `_` and `-` are like a space. */
function toFieldValue(value: CustomValue): string {
  if (typeof value !== "string") return String(value);
  return toTermValue(fold(value)).replace(/(?<=\p{L})[\s_-]+(?=\p{L})/gu, " ");
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

/** The names of the kinds of terms, by their prefixes. */
const KINDS: Readonly<Record<string, string>> = {
  w: "word",
  l: "language",
  s: "status",
  p: "priority",
  a: "assignee",
  b: "assignee",
  t: "tag",
  c: "customer",
  h: "domain",
  d: "created",
  y: "by",
  z: "by",
  k: "linked",
  q: "parent",
  r: "caused_by",
  f: "field",
};

/** The terms without a value. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["*", "all"],
  ["n", "assignee:none"],
  ["e", "is:escalated"],
  ["m", "is:merged"],
  ["v", "is:waiting"],
  ["x", "is:snoozed"],
]);

/** Describes a term for people, such as `word:refund`. */
export function describeTerm(term: string): string {
  if (term.startsWith(ARTICLE_PREFIX)) return `article:${term.slice(ARTICLE_PREFIX.length)}`;
  return NAMES.get(term) ?? `${KINDS[term[0]!] ?? "term"}:${term.slice(1)}`;
}
