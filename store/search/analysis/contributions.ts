/** The contributions of tickets to the index, and their changes. */

import type { TicketRecord } from "../../ticket.ts";
import {
  changePosting,
  FIELD_BITS,
  packText,
  type PostingChange,
  postingChanges,
  type PostingData,
  PRESENT_DATA,
  toCreatingChanges,
} from "../postings/mod.ts";
import { diffTerms, getFilterTerms, listCustomTexts, terms } from "./terms.ts";
import { analyzeText, type Token } from "./tokens.ts";

/** A change of one ticket's posting of one term. */
export interface TermChange {
  term: string;
  change: PostingChange;
}

/** The record, and what is kept apart from it. */
export interface TicketTexts {
  record: TicketRecord;
  description: string;
  comments: readonly string[];
  /** The names of everyone who has commented on the ticket or changed it. */
  authors: readonly string[];
}

/** Returns the posting of each term that a ticket should have. */
export async function getContributions(
  { record, description, comments, authors }: TicketTexts,
): Promise<Map<string, PostingData>> {
  const found: Map<string, PostingData> = await analyzeTicketText({ subject: record.subject, description });
  const change = (term: string, change: PostingChange) => found.set(term, changePosting(found.get(term) ?? 0, change));
  getFilterTerms(record).forEach((term) => found.set(term, PRESENT_DATA));
  for (const { bit, getText } of TEXT_FIELDS) {
    const text = getText(record);
    if (text === "") continue;
    const forms = await getForms(text);
    forms.forEach((form) => change(terms.word(form), postingChanges.setFields(bit)));
  }
  for (const comment of comments) {
    const { tokens } = await analyzeText(comment);
    for (const form of collectForms(tokens)) change(terms.word(form), postingChanges.addComment);
  }
  for (const author of authors) change(terms.author(author), SET_FILTER);
  return found;
}

/** Lists the changes that a new ticket makes. They may be applied twice. */
export async function listCreationChanges(ticket: TicketTexts): Promise<TermChange[]> {
  const changes: TermChange[] = [];
  (await getContributions(ticket)).forEach((data, term) => {
    toCreatingChanges(data).forEach((change) => changes.push({ term, change }));
  });
  return changes;
}

/** Lists the changes of the filters and of the words in fields of the record, except its subject. */
export async function listRecordChanges(before: TicketRecord, after: TicketRecord): Promise<TermChange[]> {
  const { gone, come } = diffTerms(before, after);
  const changes = await listFieldChanges(before, after);
  for (const term of gone) changes.push({ term, change: CLEAR_FILTER });
  for (const term of come) changes.push({ term, change: SET_FILTER });
  return changes;
}

const SET_FILTER = postingChanges.setFields(FIELD_BITS.filter);
const CLEAR_FILTER = postingChanges.clearFields(FIELD_BITS.filter);

/** Lists the changes of a new comment. */
export async function listCommentChanges(body: string): Promise<TermChange[]> {
  const { tokens } = await analyzeText(body);
  return [...collectForms(tokens)].map((form) => ({ term: terms.word(form), change: postingChanges.addComment }));
}

/**
 * Lists the changes of an edited comment. They may be applied twice.
 *
 * @param others The other comments of the ticket.
 */
export async function listEditChanges(others: readonly string[], before: string, after: string): Promise<TermChange[]> {
  const counts = new Map<string, number>();
  const [had, has] = [await getForms(before), await getForms(after)];
  for (const form of [...had, ...has]) counts.set(form, 0);
  for (const forms of [has, ...await Promise.all(others.map(getForms))]) {
    for (const form of forms) if (counts.has(form)) counts.set(form, counts.get(form)! + 1);
  }
  return [...counts].map(([form, count]) => ({ term: terms.word(form), change: postingChanges.setComments(count) }));
}

/** Lists the changes that authors make. They may be applied twice. */
export function listAuthorChanges(authors: readonly string[]): TermChange[] {
  return [...new Set(authors.map(terms.author))].map((term) => ({ term, change: SET_FILTER }));
}

/** Lists the changes of the subject and the description, which are analyzed together. `before` is null for a new ticket. */
export async function listTextChanges(
  before: SubjectAndDescription | null,
  after: SubjectAndDescription,
): Promise<TermChange[]> {
  const had = before === null ? new Map<string, number>() : await analyzeTicketText(before);
  const has = await analyzeTicketText(after);
  const changes: TermChange[] = [];
  for (const term of had.keys()) if (!has.has(term)) changes.push({ term, change: toTextChange(term, null) });
  for (const [term, packed] of has) {
    if (had.get(term) !== packed) changes.push({ term, change: toTextChange(term, packed) });
  }
  return changes;
}

interface SubjectAndDescription {
  subject: string;
  description: string;
}

/** Languages are filters; the other terms have the packed text. */
function toTextChange(term: string, packed: number | null): PostingChange {
  if (packed === PRESENT_DATA) return SET_FILTER;
  if (packed !== null) return postingChanges.setText(packed);
  return term.startsWith(terms.language("")) ? CLEAR_FILTER : postingChanges.setText(0);
}

/** Returns the packed text of each word, of the term that every ticket has, and of the language. */
async function analyzeTicketText({ subject, description }: SubjectAndDescription): Promise<Map<string, number>> {
  const { language, tokens } = await analyzeText(`${subject}\n${description}`);
  const found = new Map<string, number>();
  let length = 0;
  for (const { forms, terms: known, isStopWord } of tokens) {
    if (!isStopWord) length += 1;
    for (const term of known ?? forms.map(terms.word)) found.set(term, (found.get(term) ?? 0) + 1);
  }
  const hasWords = found.size > 0;
  found.forEach((count, term) => found.set(term, packText(count, length)));
  found.set(terms.all, packText(1, length));
  if (hasWords) found.set(terms.language(language), PRESENT_DATA);
  return found;
}

/** The fields of a record that have words, except its subject. Words of custom fields count like tags. */
const TEXT_FIELDS: readonly { bit: number; getText: (record: TicketRecord) => string }[] = [
  { bit: FIELD_BITS.resolution, getText: ({ resolution }) => resolution ?? "" },
  {
    bit: FIELD_BITS.escalation,
    getText: ({ escalation }) => escalation === null ? "" : `${escalation.reason}\n${escalation.note}`,
  },
  { bit: FIELD_BITS.tag, getText: ({ tags, custom }) => [...tags, ...listCustomTexts(custom)].join("\n") },
  { bit: FIELD_BITS.assignee, getText: ({ assignee }) => assignee ?? "" },
];

/** Lists the changes of the words in fields. Only the fields that differ are analyzed. */
async function listFieldChanges(before: TicketRecord | null, after: TicketRecord): Promise<TermChange[]> {
  const changes: TermChange[] = [];
  for (const { bit, getText } of TEXT_FIELDS) {
    const had = before === null ? "" : getText(before);
    const has = getText(after);
    if (had === has) continue;
    const old = had === "" ? NO_FORMS : await getForms(had);
    const present = has === "" ? NO_FORMS : await getForms(has);
    for (const form of old) {
      if (!present.has(form)) changes.push({ term: terms.word(form), change: postingChanges.clearFields(bit) });
    }
    for (const form of present) {
      if (!old.has(form)) changes.push({ term: terms.word(form), change: postingChanges.setFields(bit) });
    }
  }
  return changes;
}

const NO_FORMS: ReadonlySet<string> = new Set();

/** The texts of fields to remember, up to this length. Tickets share tags, assignees and resolutions. */
const MOST_FIELDS = 1_000;
const LONGEST_FIELD = 100;
const knownFields = new Map<string, ReadonlySet<string>>();

async function getForms(text: string): Promise<ReadonlySet<string>> {
  const known = knownFields.get(text);
  if (known !== undefined) return known;
  const forms = collectForms((await analyzeText(text)).tokens);
  if (knownFields.size >= MOST_FIELDS) knownFields.clear();
  if (text.length <= LONGEST_FIELD) knownFields.set(text, forms);
  return forms;
}

function collectForms(tokens: readonly Token[]): Set<string> {
  const all = new Set<string>();
  for (const { forms } of tokens) for (const form of forms) all.add(form);
  return all;
}
