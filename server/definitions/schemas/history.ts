/** The history of tickets and customers. */

import * as z from "zod";
import { fromOutside } from "./outside_text.ts";
import { comment } from "./comment.ts";
import { truncated, words } from "./values.ts";
import { APPROVAL_CHANNELS, CUSTOMER_EVENTS, TICKET_EVENTS } from "../../../store/mod.ts";

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
  comment: comment.exactOptional().describe("The comment as it is now"),
  earlier_text: words.exactOptional().describe("The text of a comment before it was edited or retracted"),
  answers: z.array(clientRequest).exactOptional().describe("The elicitation and sampling requests of the call"),
  in_time: z.boolean().exactOptional().describe("Whether a first reply or a closing came by the due time"),
  batch_id: z.string().exactOptional().describe("The batch that the change belongs to, for undo_batch"),
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
