/** The pieces that tools' input and output schemas are made of: flat and typed, as the strictest hosts need them. */

import * as z from "zod";
import {
  COMMENT_KINDS,
  CUSTOMER_STATUSES,
  LIMITS,
  PRIORITIES,
  STATUSES,
  TICKET_EVENTS,
  TIERS,
} from "../../store/mod.ts";

/** A ticket's id. Some hosts send a whole number, which is taken for its digits. */
export const ticketId = acceptWholeNumber(z.string().min(1).max(20)).describe("The ticket's id, such as 42");

/** Lets a whole number stand for its digits; in the JSON Schema it stays a string. */
function acceptWholeNumber<Text extends z.ZodString>(text: Text) {
  return z.preprocess((value) => Number.isSafeInteger(value) ? String(value) : value, text);
}

export const email = z.string().min(3).max(254).describe("The customer's e-mail address");
const status = z.enum(STATUSES);
export const priority = z.enum(PRIORITIES);
export const tier = z.enum(TIERS);

export const cursor = z.string().max(500).describe("The cursor of the page before, to get the next one");
export const nextCursor = z.string().nullable().describe("Asks for the next page; null when this is the last");
export const limit = z.number().int().min(1).max(100);

/** The optional arguments of every tool that writes. */
export const writeConditions = {
  expected_revision: z.number().int().min(1).exactOptional()
    .describe("Changes nothing unless the record is at this revision: so nobody else's change is overwritten"),
  idempotency_key: z.string().min(1).max(200).exactOptional()
    .describe(
      "Makes a repeat safe: the same key with the same arguments gives the first answer and changes nothing more",
    ),
};

/** Takes part in no check of revisions: the write makes something new. */
export const { idempotency_key } = writeConditions;

export const tags = z.array(z.string().min(1).max(LIMITS.tag)).max(LIMITS.tags);

/** A ticket in a list or as the answer to a write. */
export const ticketRow = z.object({
  id: z.string(),
  subject: z.string().describe("Written by the customer"),
  customer: z.string(),
  account_tier: tier,
  status,
  priority,
  assignee: z.string().nullable(),
  tags: z.array(z.string()),
  revision: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
  due_at: z.string().nullable(),
});

const escalation = z.object({
  priority,
  reason: z.string(),
  note: z.string(),
  by: z.string(),
  at: z.string(),
});

const attachment = z.object({ name: z.string(), type: z.string(), size: z.number().int(), sha256: z.string() });

/** A whole ticket, with the article's six fields first. */
export const ticketDetails = z.object({
  id: z.string(),
  subject: z.string().describe("Written by the customer"),
  customer: z.string(),
  account_tier: tier,
  status,
  resolution: z.string().nullable(),
  description: z.string().describe("Written by the customer"),
  priority,
  assignee: z.string().nullable(),
  tags: z.array(z.string()),
  escalation: escalation.nullable(),
  merged_into: z.string().nullable(),
  external_id: z.string().nullable(),
  claimed_until: z.string().nullable(),
  comment_count: z.number().int(),
  attachments: z.array(attachment),
  revision: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
  closed_at: z.string().nullable(),
  due_at: z.string().nullable(),
});

export const comment = z.object({
  number: z.number().int(),
  author: z.string(),
  kind: z.enum(COMMENT_KINDS).describe("reply: the customer sees it; note: only the team does"),
  body: z.string(),
  at: z.string(),
});

const elicitationRecord = z.object({
  asked: z.enum(["person", "model"]),
  question: z.string(),
  outcome: z.enum(["accepted", "declined", "cancelled", "not_possible", "unattended"]),
});

export const ticketEvent = z.object({
  ticket_id: z.string(),
  revision: z.number().int(),
  at: z.string(),
  what: z.enum(TICKET_EVENTS),
  by: z.object({
    kind: z.enum(["host", "person", "system"]),
    name: z.string(),
    version: z.string().nullable(),
    on_behalf_of: z.string().exactOptional().describe("Whose access token the host came in with"),
  }),
  before: z.looseObject({}).describe("The fields that changed, as they were"),
  after: z.looseObject({}).describe("The fields that changed, as they became"),
  comment: comment.exactOptional(),
  answers: z.array(elicitationRecord).exactOptional().describe("The questions that were asked on the way"),
});

export const customer = z.object({
  email: z.string(),
  name: z.string(),
  account_tier: tier,
  status: z.enum(CUSTOMER_STATUSES),
  notes: z.string(),
  revision: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
});
