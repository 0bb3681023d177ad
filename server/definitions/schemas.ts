/** The building blocks of tool schemas: flat and typed, as the strictest hosts require. */

import * as z from "zod";
import { fromOutside } from "./outside_text.ts";
import { limitedText } from "./limited_text.ts";
import { textForms } from "./arguments/mod.ts";
import {
  APPROVAL_CHANNELS,
  APPROVAL_STATES,
  AUDIENCES,
  COMMENT_KINDS,
  CUSTOMER_EVENTS,
  CUSTOMER_STATUSES,
  DELIVERIES,
  DUE_TARGETS,
  isTicketId,
  LIMITS,
  PRIORITIES,
  STATUSES,
  TICKET_EVENTS,
  TIERS,
} from "../../store/mod.ts";

/** A ticket's id in strict form. Loose forms, such as #42, are normalized. */
export const ticketId = z.string().min(1).max(20)
  .refine(isTicketId, "a ticket id is a number, such as 42")
  .describe("The ticket's id")
  .register(textForms, { form: "ticket_id" });

/** An email address alone: `Jane Roe <jane@example.com>` is normalized. */
export const email = z.string().min(3).max(254)
  .refine((text) => !/[<>\s]|^mailto:/i.test(text), "an email address looks like jane@example.com")
  .describe("The customer's email address")
  .register(textForms, { form: "email" });

const status = z.enum(STATUSES);
export const priority = z.enum(PRIORITIES);
export const tier = z.enum(TIERS);

export const cursor = z.string().min(1).max(500).describe(
  "The cursor of the previous page",
);
export const nextCursor = z.string().nullable().describe("The cursor of the next page; null on the last page");
export const limit = z.number().int().min(1).max(100);

/** Present if a write found everything as it should be. */
export const unchanged = z.boolean().exactOptional()
  .describe("Present if nothing changed, because the values were the present ones");

/** The optional arguments of every tool that writes. */
export const writeConditions = {
  expected_revision: z.number().int().min(1).exactOptional()
    .describe("Fails if the record has another revision"),
  idempotency_key: limitedText(200).exactOptional()
    .describe(
      "For safe retries: the same key returns the first result for 24 hours",
    ),
};

/** The write condition of tools that create a record, which has no revision yet. */
export const { idempotency_key } = writeConditions;

export const tags = z.array(limitedText(LIMITS.tag)).max(LIMITS.tags);

/** A text that customers or the team wrote. */
const words = fromOutside(z.string());

/** The id of an article. Other forms, such as a title or article://refund-policy, are normalized. */
export const articleId = z.string().min(1).max(250).describe("The id of the article, such as refund-policy");

export const audience = z.enum(AUDIENCES).describe("public: may be given to customers; internal: for the team only");

/** Present if long texts of a record were cut. The names of the texts and numbers alone: not words from outside. */
export const truncated = z.array(z.string()).exactOptional().describe(
  "The texts that are cut, and how to get the rest",
);

/** An article in a list, or as the result of a write. */
export const articleRow = z.object({
  id: words,
  title: words,
  tags: z.array(words),
  language: z.string().nullable(),
  audience: z.enum(AUDIENCES),
  archived: z.boolean(),
  revision: z.number().int(),
  updated_at: z.string(),
});

/** A whole article. */
export const article = articleRow.extend({ body: words, truncated });

const dueFor = z.enum(DUE_TARGETS).exactOptional().describe("What is due at due_at");
const snoozedUntil = z.string().exactOptional().describe("Out of the queue until then");

/** A ticket in a list, or as the result of a write. */
export const ticketRow = z.object({
  id: z.string(),
  subject: words,
  customer: words,
  account_tier: tier,
  status,
  priority,
  assignee: words.nullable(),
  tags: z.array(words),
  revision: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
  due_at: z.string().nullable(),
  due_for: dueFor,
  snoozed_until: snoozedUntil,
});

const escalation = z.object({
  priority,
  reason: words,
  note: words,
  by: words,
  at: z.string(),
});

const mergedFrom = z.string().exactOptional().describe("The id of the merged ticket that it belongs to");

export const attachment = z.object({ name: words, type: words, size: z.number().int(), sha256: z.string() });

/** An attachment in a ticket. */
const listedAttachment = attachment.extend({
  merged_from: mergedFrom,
  uri: fromOutside(z.string().describe("The resource that holds the file. The get_attachment tool returns the same")),
});

/** A whole ticket, starting with the article's six fields. */
export const ticketDetails = z.object({
  id: z.string(),
  subject: words,
  customer: words,
  account_tier: tier,
  status,
  resolution: words.nullable(),
  description: words,
  priority,
  assignee: words.nullable(),
  tags: z.array(words),
  escalation: escalation.nullable(),
  merged_into: z.string().nullable(),
  external_id: words.nullable(),
  claimed_until: z.string().nullable(),
  comment_count: z.number().int(),
  attachments: z.array(listedAttachment),
  revision: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
  closed_at: z.string().nullable(),
  reopened_at: z.string().exactOptional(),
  first_reply_at: z.string().exactOptional(),
  last_customer_message_at: z.string().exactOptional(),
  due_at: z.string().nullable(),
  due_for: dueFor,
  snoozed_until: snoozedUntil,
  truncated,
});

export const comment = z.object({
  number: z.number().int(),
  author: words,
  kind: z.enum(COMMENT_KINDS).describe(
    "reply: for the customer, recorded but not sent; note: internal, for the team only; customer: written by the customer",
  ),
  delivery: z.enum(DELIVERIES).exactOptional()
    .describe("Only of a reply. not_sent: recorded, but a person must deliver it to the customer; sent: delivered"),
  body: words,
  at: z.string(),
  truncated,
});

/** A comment in the conversation of a ticket. */
export const shownComment = comment.extend({ merged_from: mergedFrom });

/** A change that waits, or waited, for a person's approval. */
export const approval = z.object({
  id: z.string(),
  state: z.enum(APPROVAL_STATES),
  tool: z.string().describe("The tool that asked for the change"),
  change: fromOutside(z.looseObject({}).describe("The exact values and revisions")),
  question: fromOutside(z.string().describe("Ends with words of customers")),
  requested_by: words,
  requested_at: z.string(),
  expires_at: z.string(),
  decided_by: words.nullable(),
  decided_via: z.string().nullable(),
  decided_at: z.string().nullable(),
  reason: words.nullable().describe("The reason why it was rejected, expired or failed"),
  truncated,
});

/** An elicitation or sampling request, as the history records it. */
const clientRequest = z.object({
  asked: z.enum(["person", "model"]).describe("The addressee. Does not prove that a person saw the question"),
  question: words,
  outcome: z.enum(["accepted", "rejected", "declined", "cancelled", "not_possible", "unattended"]),
  via: z.enum(APPROVAL_CHANNELS).exactOptional().describe("Present for approvals"),
  by: words.exactOptional().describe("The person who decided"),
});

export const actor = fromOutside(z.object({
  kind: z.enum(["host", "person", "system"]),
  name: z.string(),
  version: z.string().nullable(),
  on_behalf_of: z.string().exactOptional().describe("The owner of the access token that the host used"),
}));

const before = fromOutside(z.looseObject({}).describe("The changed fields, with their values before the change"));
const after = fromOutside(z.looseObject({}).describe("The changed fields, with their values after the change"));

export const ticketEvent = z.object({
  ticket_id: z.string(),
  revision: z.number().int(),
  at: z.string(),
  what: z.enum(TICKET_EVENTS),
  by: actor,
  before,
  after,
  comment: comment.exactOptional(),
  answers: z.array(clientRequest).exactOptional().describe("The elicitation and sampling requests of the call"),
  in_time: z.boolean().exactOptional().describe("Whether a first reply or a closing came by the due time"),
  truncated,
});

export const customerEvent = z.object({
  email: words,
  revision: z.number().int(),
  at: z.string(),
  what: z.enum(CUSTOMER_EVENTS),
  by: actor,
  before,
  after,
  answers: z.array(clientRequest).exactOptional().describe("The elicitation and sampling requests of the call"),
  truncated,
});

export const customer = z.object({
  email: words,
  name: words,
  account_tier: tier,
  status: z.enum(CUSTOMER_STATUSES),
  notes: words,
  revision: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
  organization: words.exactOptional().describe("The organization set by hand, or else that of the email domain"),
  truncated,
});
