/** The layout of keys in the store. Keys hold the ticket id as a number, so that they sort numerically. */

import type { Priority, Status } from "../../ticket.ts";
import type { Key } from "../port/mod.ts";

/** The value of entries that only need to exist. */
export const PRESENT = 0;

/** The highest character of Unicode: the end of a range of texts that start alike. */
export const LAST_CHARACTER = "\u{10ffff}";

/** In place of a day: what a group has added up to. Sorts after all days. */
export const NOW = "now";

export const keys = {
  /** `{ version }` of this layout. */
  schema: ["meta", "schema"] as Key,
  /** The progress of a migration. */
  migration: ["meta", "migration"] as Key,
  /** The last deadline that was recorded as passed. */
  passedDeadlines: ["meta", "deadlines"] as Key,
  /** The deadlines that the tickets have, and the progress of others that are being applied. */
  policy: ["meta", "policy"] as Key,
  /** The number of the next ticket. */
  nextTicket: ["next", "ticket"] as Key,

  /** The record, which is everything but the description. */
  ticket: (number: number): Key => ["ticket", number],
  description: (number: number): Key => ["description", number],
  comment: (ticket: number, number: number): Key => ["comment", ticket, number],
  /** A text before the change with a revision (part 0), and a description after it (part 1). */
  earlierText: (ticket: number, revision: number, part: number): Key => ["earlier", ticket, revision, part],
  /** The event of a change. Keys of refused changes continue this one (see `event_keys.ts`). */
  ticketEvent: (ticket: number, revision: number): Key => ["event", "ticket", ticket, revision],
  attachment: (ticket: number, name: string): Key => ["attachment", ticket, name],
  attachmentPiece: (upload: string, index: number): Key => ["piece", upload, index],
  /** An upload that no attachment has taken over yet. */
  upload: (upload: string): Key => ["upload", upload],

  /** Every ticket, in the order of creation (ms since the epoch). */
  created: (createdAt: number, number: number): Key => ["new", createdAt, number],
  /** The tickets with status `open`, in the same order. */
  open: (createdAt: number, number: number): Key => ["open", createdAt, number],
  /** A ticket that was merged into another. */
  duplicate: (into: number, number: number): Key => ["into", into, number],

  /**
   * The index; see `docs/decisions`. Its keys are short, because Deno KV stores each twice. Changes of one commit that are
   * not merged yet; the keys end in the versionstamp of the commit.
   */
  delta: (part: number): Key => ["d", part],
  /** The places of the postings of a term. */
  head: (term: string): Key => ["h", term],
  /** Postings of a term. */
  block: (term: string, id: number): Key => ["b", term, id],
  /** The counts of reports for a group (see `store/reports`) on a day, in days since the epoch; those of {@linkcode NOW} are sums. */
  counts: (kind: string, day: number | typeof NOW, name: string): Key => ["report", kind, day, name],
  /** The progress of merges. Every commit that changes heads checks and rewrites it. */
  indexState: ["meta", "index"] as Key,
  /** Every ticket, in the order of the last change (ms since the epoch). Merges of the index write it; see `updated_list.ts`. */
  updated: (updatedAt: number, number: number): Key => ["u", updatedAt, number],
  /** A ticket that is not closed; `rank` is 0 for the lowest priority, and `due` in milliseconds since the epoch. */
  due: (isClaimable: boolean, rank: number, due: number, number: number): Key => [
    "due",
    isClaimable ? 0 : 1,
    rank,
    due,
    number,
  ],
  /** A ticket that is out of the queue until a time (ms since the epoch). */
  snooze: (until: number, number: number): Key => ["snooze", until, number],
  /** A due time (ms since the epoch) that does not become an event when the background comes to it. */
  quietDeadline: (number: number): Key => ["quiet", number],
  /** A claim, ordered by its end (ms since the epoch). */
  lease: (until: number, ticket: number): Key => ["lease", until, ticket],
  /** Present for a ticket that others are merged into, or were. Most tickets need no search for duplicates. */
  mergeTarget: (number: number): Key => ["mergeTarget", number],
  /** A ticket with an unresolved link, after the number of the ticket that it leads to. */
  unresolved: (to: number, number: number): Key => ["unresolved", to, number],
  /** The number of the ticket that was imported under an external id, such as `zendesk:1595`. */
  external: (externalId: string): Key => ["external", externalId],

  customer: (email: string): Key => ["customer", email],
  customerEvent: (email: string, revision: number): Key => ["event", "customer", email, revision],
  customerPosting: (term: string, email: string): Key => ["findCustomer", term, email],
  /** A value that every change of a tier replaces. */
  tierState: ["meta", "tiers"] as Key,
  /** A customer whose tickets may have the due times of an earlier tier. */
  tierChange: (email: string): Key => ["tier", email],

  /** Counters. */
  count: (status: Status, priority: Priority): Key => ["count", status, priority],
  /** The tickets that can be claimed. */
  countUnassigned: (priority: Priority): Key => ["count", "unassigned", priority],
  /** The tickets in which the customer wrote last, and waits for us. */
  countWaiting: ["count", "waiting"] as Key,
  countCustomers: ["count", "customers"] as Key,
  /** The tickets that are snoozed, and those of them that are open or waiting. */
  countSnoozed: ["count", "snoozed"] as Key,
  countSnoozedOpen: ["count", "snoozed and open"] as Key,
  countSnoozedWaiting: ["count", "snoozed and waiting"] as Key,
  /** The tickets with a due time that are not snoozed. */
  countDue: ["count", "due"] as Key,
  /** Those that are due in an hour (since the epoch). There are many: they sort after all other counters. */
  countDueHour: (hour: number): Key => ["count", "when due", hour],
  /** Says whether the counters of due and snoozed tickets count all of them. Stores of earlier versions do not have these. */
  queueCounts: ["meta", "queues"] as Key,

  approval: (number: number): Key => ["approval", number],
  /** The number of the next approval. */
  nextApproval: ["next", "approval"] as Key,
  /** The pending approvals of one caller. */
  pendingApprovals: (caller: string): Key => ["pendingApprovals", caller],
  /** A change of many tickets, with its progress. */
  batch: (number: number): Key => ["batch", number],
  /** The number of the next batch. */
  nextBatch: ["next", "batch"] as Key,
  /** The first answer to a question about a change. */
  answer: (question: string): Key => ["answer", question],

  /** An article without its text, which its last revision has, and every revision. */
  article: (number: number): Key => ["article", number],
  articleRevision: (number: number, revision: number): Key => ["event", "article", number, revision],
  /** The number of the article with an id. */
  articleId: (id: string): Key => ["articleId", id],
  /** The number of the next article. */
  nextArticle: ["next", "article"] as Key,

  /** The current revision of the settings, and every revision. */
  settings: ["settings"] as Key,
  settingsRevision: (revision: number): Key => ["event", "settings", revision],

  /** A secret of the settings, by its placeholder in the document. */
  secret: (placeholder: string): Key => ["secret", placeholder],

  /** The process that works on webhooks, and for how long. */
  webhookTurn: ["meta", "webhooks"] as Key,
  /** The place in the change stream up to which the messages of a webhook are queued. */
  webhookPosition: (webhook: string): Key => ["webhook", webhook],
  /** A message of a webhook, in the order in which they are due (ms since the epoch), and one that was given up. */
  queuedMessage: (webhook: string, due: number, unique: string): Key => ["webhookMessage", webhook, due, unique],
  failedMessage: (webhook: string, at: number, unique: string): Key => ["webhookFailure", webhook, at, unique],

  /** A host that has connected, by the name that it declares. */
  host: (name: string): Key => ["host", name],

  /** A text that a person has not sent yet. */
  draft: (person: string, name: string): Key => ["draft", person, name],

  /** An erasure that is not complete. */
  erasure: (email: string): Key => ["erasure", email],
  /** The number of the next erased customer. */
  nextErasure: ["next", "erasure"] as Key,

  idempotency: (key: string): Key => ["idempotency", key],
  /** The last commit of a process that writes over KV Connect. */
  commitMark: (writer: string): Key => ["commit", writer],
  /** The change log. Its keys end in the versionstamp of their commit. */
  changes: ["changes"] as Key,
};

/** Prefixes of ranges. */
export const prefixes = {
  tickets: keys.ticket(0).slice(0, -1),
  comments: (ticket: number): Key => keys.comment(ticket, 0).slice(0, -1),
  allComments: keys.comment(0, 0).slice(0, -2),
  earlierTexts: (ticket: number): Key => keys.earlierText(ticket, 0, 0).slice(0, -2),
  ticketEvents: (ticket: number): Key => keys.ticketEvent(ticket, 0).slice(0, -1),
  pendingApprovals: keys.pendingApprovals("").slice(0, -1),
  idempotency: keys.idempotency("").slice(0, -1),
  approvals: keys.approval(0).slice(0, -1),
  batches: keys.batch(0).slice(0, -1),
  uploads: keys.upload("").slice(0, -1),
  created: keys.created(0, 0).slice(0, -2),
  open: keys.open(0, 0).slice(0, -2),
  duplicates: (into: number): Key => keys.duplicate(into, 0).slice(0, -1),
  unresolved: keys.unresolved(0, 0).slice(0, -2),
  erasures: keys.erasure("").slice(0, -1),
  heads: keys.head("").slice(0, -1),
  blocks: keys.block("", 0).slice(0, -2),
  updated: keys.updated(0, 0).slice(0, -2),
  deltas: keys.delta(0).slice(0, -1),
  /** Versions before 4 had one key per term of a ticket: the term, the time of creation, the number. */
  earlierPostings: ["find"] as Key,
  due: (isClaimable: boolean, rank: number): Key => keys.due(isClaimable, rank, 0, 0).slice(0, -2),
  /** Versions before 5 had only the tickets that can be claimed in lists, by tier and priority. */
  earlierQueue: ["queue"] as Key,
  snoozes: keys.snooze(0, 0).slice(0, -2),
  nextNumbers: keys.nextTicket.slice(0, -1),
  commitMarks: keys.commitMark("").slice(0, -1),
  /** Counts from one day on, or from the first. */
  counts: keys.counts("", 0, "").slice(0, -3),
  mergeTargets: keys.mergeTarget(0).slice(0, -1),
  customers: keys.customer("").slice(0, -1),
  customerEvents: (email: string): Key => keys.customerEvent(email, 0).slice(0, -1),
  tierChanges: keys.tierChange("").slice(0, -1),
  customerPostings: (term: string): Key => keys.customerPosting(term, "").slice(0, -1),
  articles: keys.article(0).slice(0, -1),
  articleRevisions: (number: number): Key => keys.articleRevision(number, 0).slice(0, -1),
  allArticleRevisions: keys.articleRevision(0, 0).slice(0, -2),
  articleIds: keys.articleId("").slice(0, -1),
  allTicketEvents: keys.ticketEvent(0, 0).slice(0, -2),
  webhookPositions: keys.webhookPosition("").slice(0, -1),
  queuedMessages: (webhook: string): Key => keys.queuedMessage(webhook, 0, "").slice(0, -2),
  failedMessages: (webhook: string): Key => keys.failedMessage(webhook, 0, "").slice(0, -2),
  hosts: keys.host("").slice(0, -1),
  allDrafts: keys.draft("", "").slice(0, -2),
  drafts: (person: string): Key => keys.draft(person, "").slice(0, -1),
  settingsRevisions: keys.settingsRevision(0).slice(0, -1),
  counters: keys.countWaiting.slice(0, -1),
  states: keys.schema.slice(0, -1),
  dueHours: keys.countDueHour(0).slice(0, -1),
  /** Versions before 5 counted the unassigned tickets without their priority. */
  earlierUnassigned: [...keys.countWaiting.slice(0, -1), "unassigned"] as Key,
};

export function isCounterKey(key: Key): boolean {
  return key[0] === "count";
}
