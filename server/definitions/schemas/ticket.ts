/** Tickets: in a list, and whole. */

import * as z from "zod";
import { fromOutside } from "./outside_text.ts";
import { DUE_TARGETS, type Relation, RELATIONS } from "../../../store/mod.ts";
import { mergedFrom } from "./comment.ts";
import { priority, status, tier, truncated, words } from "./values.ts";

const dueFor = z.enum(DUE_TARGETS).exactOptional().describe("What is due at due_at");
const dueByHand = z.string().exactOptional().describe("The due time that a person set, instead of the policy's");
const custom = fromOutside(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))).exactOptional()
  .describe("The values of the desk's custom fields");
const waiting = z.literal(true).exactOptional().describe("The customer wrote last, and it is open or on hold");
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
  due_by_hand: dueByHand,
  waiting,
  snoozed_until: snoozedUntil,
  custom,
});

/** A link to another ticket. */
const link = z.object({
  relation: z.enum(Object.keys(RELATIONS) as Relation[]).describe("parent: the other ticket is the parent of this one"),
  id: z.string(),
  subject: words,
  status,
  merged_from: mergedFrom,
});

/** A link in the result of a change of links. `get_ticket` adds the subject. */
export const linkRow = link.pick({ relation: true, id: true, status: true, merged_from: true });

const escalation = z.object({
  priority,
  reason: words,
  note: words,
  by: words,
  at: z.string(),
});

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
  due_by_hand: dueByHand,
  waiting,
  snoozed_until: snoozedUntil,
  links: z.array(link).exactOptional(),
  custom,
  truncated,
});
