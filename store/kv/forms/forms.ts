/** Checks the form of stored values. Values that are wrong but possible pass. */

import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { type Customer, CUSTOMER_STATUSES, TIERS } from "../../customer.ts";
import type { CustomerEvent } from "../../event.ts";
import type { ArticleSummary } from "../../knowledge.ts";
import type { SettingsRevision } from "../../settings.ts";
import { type Comment, COMMENT_KINDS, PRIORITIES, RELATIONS, STATUSES, type TicketRecord } from "../../ticket.ts";

type Fields = Record<string, unknown>;

export function isTicketRecord(value: unknown, number: number): value is TicketRecord {
  if (!isPlainObject(value)) return false;
  const { status, priority, tags, attachments } = value as Fields;
  const isClosed = status === "closed";
  return Number.isSafeInteger(number) && value.id === String(number) && isText(value.subject) &&
    isText(value.customer) &&
    STATUSES.some((each) => each === status) && PRIORITIES.some((each) => each === priority) &&
    isTextOrNull(value.assignee) && Array.isArray(tags) && tags.every(isText) && isCount(value.comment_count, 0) &&
    Array.isArray(attachments) && attachments.every(isFile) && isCount(value.revision, 1) &&
    (value.report_tier === undefined || TIERS.some((tier) => tier === value.report_tier)) &&
    isTextOrNull(value.merged_into) && isTextOrNull(value.external_id) &&
    (value.escalation === null || isPlainObject(value.escalation)) &&
    isTime(value.created_at) && isTime(value.updated_at) &&
    (value.claimed_until === null || isTime(value.claimed_until)) &&
    [value.reopened_at, value.first_reply_at, value.last_customer_message_at, value.quiet_until].every((at) =>
      at === undefined || isTime(at)
    ) &&
    [value.snoozed_until, value.paused_at, value.due_by_hand].every((at) =>
      at === undefined || at === null || isTime(at)
    ) &&
    [value.links, value.unresolved_links].every((links) =>
      links === undefined || Array.isArray(links) && links.every(isLink)
    ) &&
    (value.continued_in === undefined || isText(value.continued_in)) && isCustomState(value) &&
    (value.paused_ms === undefined || isCount(value.paused_ms, 0)) &&
    (value.due_at === undefined || value.due_at === null || isTime(value.due_at)) &&
    (isClosed
      ? isText(value.resolution) && isTime(value.closed_at)
      : value.resolution === null && value.closed_at === null);
}

function isCustomState({ custom, fixed_fields }: Fields): boolean {
  return (custom === undefined ||
    isPlainObject(custom) &&
      Object.values(custom).every((each) => ["string", "number", "boolean"].includes(typeof each))) &&
    (fixed_fields === undefined || Array.isArray(fixed_fields) && fixed_fields.every(isText));
}

export function isCustomer(value: unknown, email: string): value is Customer {
  return isPlainObject(value) && value.email === email && isText(value.name) && isText(value.notes) &&
    TIERS.some((tier) => tier === value.account_tier) && CUSTOMER_STATUSES.some((status) => status === value.status) &&
    isCount(value.revision, 1) && isTime(value.created_at) && isTime(value.updated_at);
}

export function isComment(value: unknown, number: number): value is Comment {
  return isPlainObject(value) && value.number === number && isText(value.author) && isText(value.body) &&
    COMMENT_KINDS.some((kind) => kind === value.kind) && isTime(value.at);
}

export function isTicketEvent<Event>(value: unknown, number: number): value is Event {
  return isEvent(value) && (value as Fields).ticket_id === String(number);
}

export function isCustomerEvent(value: unknown, email: string): value is CustomerEvent {
  return isEvent(value) && (value as Fields).email === email;
}

export function isStoredAttachment<Attachment>(value: unknown): value is Attachment {
  return isFile(value) && isText((value as Fields).upload) && isCount((value as Fields).pieces, 0);
}

/** Reports whether an erasure that has begun can go on. */
export function isErasure(value: unknown): boolean {
  return isPlainObject(value) && isText(value.name) && isText(value.placeholder);
}

/** A change that needs approval, or a decision about it. Its reader checks the change itself. */
export function isStoredApproval(value: unknown): boolean {
  return isPlainObject(value) && isText(value.id) && isText(value.state) && isPlainObject(value.change) &&
    isPlainObject(value.requested_by) && isTime(value.expires_at);
}

/** A batch with its progress. */
export function isStoredBatch(value: unknown): boolean {
  return isPlainObject(value) && isPlainObject(value.by) && isCount(value.total, 0) && isCount(value.done, 0) &&
    Array.isArray(value.changed) && Array.isArray(value.left) &&
    (value.change === null || isPlainObject(value.change) && Array.isArray(value.change.tickets));
}

/** The mark of a customer whose tickets have to follow a change of the tier. */
export function isTierChange(value: unknown): boolean {
  return isPlainObject(value) && isCount(value.revision, 1) && typeof value.at === "number";
}

/** The progress of merging the index. */
export function isIndexState(value: unknown): boolean {
  return isPlainObject(value) && isCount(value.turn, 0) && isText(value.upto);
}

/** Changes of the index that are not merged: a number, and what changed about the ticket with it. */
export function isDeltaList(value: unknown): boolean {
  return Array.isArray(value) && value.every((delta) => Array.isArray(delta) && isCount(delta[0], 0));
}

/** A message in the queue of a webhook. */
export function isQueuedMessage(value: unknown): boolean {
  return isPlainObject(value) && isText(value.id) && Array.isArray(value.event) && isCount(value.attempts, 0);
}

/** The place of a webhook in the history. A repaired store has only the time of it. */
export function isWebhookPosition(value: unknown): boolean {
  return isPlainObject(value) && (value.cursor === null || isText(value.cursor)) && isNumber(value.at);
}

/** The pending approvals of a caller. */
export function isPendingList(value: unknown): boolean {
  return Array.isArray(value) &&
    value.every((entry) =>
      isPlainObject(entry) && isCount(entry.number, 1) && isText(entry.fingerprint) && isNumber(entry.expiresAt)
    );
}

/** The mark of a file that is being written. */
export function isUpload(value: unknown): boolean {
  return isPlainObject(value) && isNumber(value.at) && isCount(value.pieces, 0);
}

/** A host that has connected. */
export function isSeenHost(value: unknown): boolean {
  return isPlainObject(value) && isText(value.name) && isTime(value.at);
}

/** A text that a person has not sent yet. */
export function isKeptDraft(value: unknown): boolean {
  return isPlainObject(value) && isText(value.name) && isText(value.content) && isTime(value.at);
}

/** An entry of the change log. */
export function isChangeList(value: unknown): boolean {
  return Array.isArray(value) && value.every((change) => isPlainObject(change) && isText(change.kind));
}

/** The last deadline that was recorded as passed. */
export function isDeadlinePosition(value: unknown): boolean {
  return isPlainObject(value) && isNumber(value.due) && isNumber(value.number);
}

/** The policy that the tickets have, and the progress of another one. */
export function isPolicyProgress(value: unknown): boolean {
  return isPlainObject(value) && isText(value.applied) && (value.work === undefined || isPlainObject(value.work));
}

/** The progress of counting the queue. */
export function isQueueCountsState(value: unknown): boolean {
  return isPlainObject(value) && typeof value.isComplete === "boolean" && isCount(value.turn, 0);
}

/** The process that works on webhooks. */
export function isTurn(value: unknown): boolean {
  return isPlainObject(value) && isText(value.owner) && isNumber(value.until);
}

/** The record of an article. */
export function isArticle(value: unknown): value is ArticleSummary {
  return isPlainObject(value) && isText(value.id) && isText(value.title) && isCount(value.revision, 1) &&
    Array.isArray(value.tags) && value.tags.every(isText) && isTime(value.created_at) && isTime(value.updated_at);
}

export function isArticleRevision<Revision>(value: unknown, revision: number): value is Revision {
  if (!isPlainObject(value) || !isPlainObject(value.content) || !isPlainObject(value.by)) return false;
  const { title, body, tags, audience, archived } = value.content;
  return value.revision === revision && isText(value.id) && isText(value.at) && isText(title) && isText(body) &&
    Array.isArray(tags) && isText(audience) && typeof archived === "boolean";
}

export function isSettingsRevision(value: unknown): value is SettingsRevision {
  return isPlainObject(value) && isCount(value.revision, 1) && isText(value.at) && isPlainObject(value.by) &&
    isPlainObject(value.document);
}

function isEvent(value: unknown): boolean {
  return isPlainObject(value) && isCount(value.revision, 1) && isTime(value.at) && isText(value.what) &&
    isPlainObject(value.by) && isText(value.by.name) && isPlainObject(value.before) && isPlainObject(value.after);
}

function isFile(value: unknown): boolean {
  return isPlainObject(value) && isText(value.name) && isText(value.type) && isCount(value.size, 0) &&
    isText(value.sha256);
}

function isLink(value: unknown): boolean {
  return isPlainObject(value) && isText(value.id) && isText(value.relation) && Object.hasOwn(RELATIONS, value.relation);
}

function isNumber(value: unknown): boolean {
  return typeof value === "number";
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTextOrNull(value: unknown): boolean {
  return value === null || isText(value);
}

function isCount(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function isTime(value: unknown): boolean {
  return isText(value) && !Number.isNaN(Date.parse(value));
}
