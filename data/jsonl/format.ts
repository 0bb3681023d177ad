/**
 * Our own format: JSON Lines in UTF-8. The first line is the header, followed by the settings, articles, customers and tickets. A ticket's
 * attachments follow it. Fields have the order of the desk, so exporting an import yields the same bytes.
 */

import * as z from "zod";
import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { renamePrototypeMember } from "../../base/values/rename_prototype_member.ts";
import {
  type Actor,
  APPROVAL_CHANNELS,
  type ArchivedTicketFields,
  ARTICLE_EVENTS,
  type ArticleContent,
  type ArticleRevision,
  type AttachmentInfo,
  AUDIENCES,
  type Comment,
  COMMENT_KINDS,
  type Customer,
  CUSTOMER_EVENTS,
  CUSTOMER_STATUSES,
  type CustomerEvent,
  DELIVERIES,
  type Escalation,
  PRIORITIES,
  type Relation,
  RELATIONS,
  type RequestRecord,
  type SettingsRevision,
  STATUSES,
  TICKET_EVENTS,
  type TicketEvent,
  type TicketLink,
  TIERS,
} from "../../store/mod.ts";

/** Increased when older programs would misread a file. */
export const EXPORT_VERSION = 1;

/** The first line. Exports of earlier versions, which imported the messages of customers as replies, have no `kinds`. */
export const header = z.object({
  type: z.literal("support-mcp"),
  version: z.int().min(1),
  kinds: z.array(z.string()).optional(),
});

/** Requires a schema for each field of the type, so that the compiler reports new fields. */
type Fields<Type> = Record<keyof Type, z.ZodType>;

const actor = z.object(
  {
    kind: z.enum(["host", "person", "system"]),
    name: z.string(),
    version: z.string().nullable(),
    on_behalf_of: z.string().optional(),
  } satisfies Fields<Actor>,
);

const answer = z.object(
  {
    asked: z.enum(["person", "model"]),
    question: z.string(),
    outcome: z.enum(["accepted", "rejected", "declined", "cancelled", "not_possible", "unattended"]),
    via: z.enum(APPROVAL_CHANNELS).optional(),
    by: z.string().optional(),
  } satisfies Fields<RequestRecord>,
);

const attachmentInfo = z.object(
  { name: z.string(), type: z.string(), size: z.int(), sha256: z.string() } satisfies Fields<AttachmentInfo>,
);

const escalation = z.object(
  {
    priority: z.enum(PRIORITIES),
    reason: z.string(),
    note: z.string(),
    by: z.string(),
    at: z.string(),
  } satisfies Fields<Escalation>,
);

const link = z.object(
  { relation: z.enum(Object.keys(RELATIONS) as Relation[]), id: z.string() } satisfies Fields<TicketLink>,
);

/** A ticket's fields. Files written by hand need only two of them. */
const ticketFields = z.object(
  {
    id: z.string().optional(),
    subject: z.string(),
    customer: z.string(),
    status: z.enum(STATUSES).optional(),
    resolution: z.string().nullish(),
    description: z.string().optional(),
    priority: z.enum(PRIORITIES).optional(),
    assignee: z.string().nullish(),
    tags: z.array(z.string()).optional(),
    escalation: escalation.nullish(),
    merged_into: z.string().nullish(),
    external_id: z.string().nullish(),
    claimed_until: z.string().nullish(),
    comment_count: z.int().optional(),
    attachments: z.array(attachmentInfo).optional(),
    revision: z.int().optional(),
    created_at: z.string().optional(),
    updated_at: z.string().optional(),
    closed_at: z.string().nullish(),
    reopened_at: z.string().optional(),
    first_reply_at: z.string().optional(),
    last_customer_message_at: z.string().optional(),
    paused_at: z.string().nullish(),
    paused_ms: z.number().optional(),
    snoozed_until: z.string().nullish(),
    due_by_hand: z.string().nullish(),
    links: z.array(link).optional(),
    unresolved_links: z.array(link).optional(),
    continued_in: z.string().optional(),
    custom: z.preprocess(
      (value) => isPlainObject(value) ? renamePrototypeMember(value) : value,
      z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    ).optional(),
    fixed_fields: z.array(z.string()).optional(),
  } satisfies Fields<ArchivedTicketFields>,
);

const customerFields = z.object(
  {
    email: z.string(),
    name: z.string(),
    account_tier: z.enum(TIERS).optional(),
    status: z.enum(CUSTOMER_STATUSES).optional(),
    notes: z.string().optional(),
    revision: z.int().optional(),
    created_at: z.string().optional(),
    updated_at: z.string().optional(),
    organization: z.string().optional(),
  } satisfies Fields<Customer>,
);

const comment = z.object(
  {
    number: z.int().optional(),
    author: z.string(),
    kind: z.enum(COMMENT_KINDS),
    delivery: z.enum(DELIVERIES).optional(),
    body: z.string(),
    at: z.string().optional(),
    edited_at: z.string().optional(),
    edited_by: z.string().optional(),
    is_retracted: z.literal(true).optional(),
  } satisfies Fields<Comment>,
);

/** Changed fields. The desk validates them by replaying the history. */
const changes = z.record(z.string(), z.unknown());

const when = { revision: z.int(), at: z.string() };
const change = { by: actor, before: changes, after: changes };

/** A ticket's event. It refers to its comment by number. */
const ticketEvent = z.object(
  {
    ticket_id: z.string(),
    ...when,
    what: z.enum(TICKET_EVENTS),
    ...change,
    comment: z.int().optional(),
    earlier_text: z.string().optional(),
    answers: z.array(answer).optional(),
    in_time: z.boolean().optional(),
    batch_id: z.string().optional(),
  } satisfies Fields<TicketEvent>,
);

const customerEvent = z.object(
  {
    email: z.string(),
    ...when,
    what: z.enum(CUSTOMER_EVENTS),
    ...change,
    answers: z.array(answer).optional(),
  } satisfies Fields<CustomerEvent>,
);

const articleContent = z.object(
  {
    title: z.string(),
    tags: z.array(z.string()),
    language: z.string().nullable(),
    audience: z.enum(AUDIENCES),
    archived: z.boolean(),
    body: z.string(),
  } satisfies Fields<ArticleContent>,
);

const articleRevision = z.object(
  {
    revision: z.int(),
    at: z.string(),
    what: z.enum(ARTICLE_EVENTS),
    by: actor,
    content: articleContent,
  } satisfies Fields<Omit<ArticleRevision, "id">>,
);

/** The desk validates the last document. */
const settingsRevision = z.object(
  { revision: z.int(), at: z.string(), by: actor, document: changes } satisfies Fields<SettingsRevision>,
);

/** Any line after the header. */
export const line = z.discriminatedUnion("type", [
  z.object({ type: z.literal("settings"), revisions: z.array(settingsRevision) }),
  z.object({ type: z.literal("article"), id: z.string(), revisions: z.array(articleRevision) }),
  z.object({ type: z.literal("customer"), customer: customerFields, events: z.array(customerEvent).default([]) }),
  z.object({
    type: z.literal("ticket"),
    ticket: ticketFields,
    comments: z.array(comment).default([]),
    events: z.array(ticketEvent).default([]),
  }),
  z.object({ type: z.literal("attachment"), ticket_id: z.string(), name: z.string(), base64: z.string() }),
]);
export type ExportLine = z.infer<typeof line>;
