/** Converting Zendesk's tickets. */

import type { TicketToImport } from "../../store/mod.ts";
import { cleanTags, createNotes, parsePriority, parseStatus, type Row, RowError, splitTags } from "../rows/mod.ts";
import { type Conversation, toConversation } from "./conversation.ts";
import { findRequester, toName } from "./people.ts";
import type { Comment, Ticket } from "./records.ts";
import type { Placed, Staging } from "./staging.ts";

/** Converts a ticket to rows: the ticket with remarks, or a refusal of it and its comments. */
export function* toTicketRows({ place, value: ticket }: Placed<Ticket>, staging: Staging): Generator<Row> {
  const comments = staging.listComments(ticket.id);
  const refusal = findRefusal(ticket);
  if (refusal !== null) {
    yield { kind: "refused", place, reason: refusal };
    yield* refuseComments(comments, `Its ticket ${ticket.id} was rejected.`);
    return;
  }
  const { account, remark } = findRequester(ticket, staging);
  if (remark !== null) yield { kind: "remark", place, text: remark };
  const conversation = toConversation(ticket, comments, staging, account.customer.email);
  yield* refuseComments(conversation.empty, "The comment is empty.");
  const ours = toTicketToImport(ticket, account.customer.email, conversation, staging);
  yield { kind: "ticket", place, ticket: ours, account };
}

/** Refuses records of tickets that are not in the export. */
export function* toStrayRows(staging: Staging): Generator<Row> {
  for (const { place, value: { ticket } } of staging.iterateStrayComments()) {
    yield { kind: "refused", place, reason: `Its ticket ${ticket} is not in the export.` };
  }
  for (const { place, value: { ticket, tag } } of staging.iterateStrayTags()) {
    yield { kind: "refused", place, reason: `Ticket ${ticket}, which has the tag "${tag}", is not in the export.` };
  }
}

function findRefusal({ status, priority }: Ticket): string | null {
  if (status === "deleted") return "The ticket was deleted in Zendesk.";
  try {
    parseStatus(status);
    parsePriority(priority);
    return null;
  } catch (error) {
    if (error instanceof RowError) return error.message;
    throw error;
  }
}

function* refuseComments(comments: readonly Placed<Comment>[], reason: string): Generator<Row> {
  for (const { place } of comments) yield { kind: "refused", place, reason };
}

function toTicketToImport(
  ticket: Ticket,
  customer: string,
  conversation: Conversation,
  staging: Staging,
): TicketToImport {
  const { subject, description, comments } = conversation;
  const { tags, others } = splitTags(toTags(ticket, staging));
  const { assignee, created_at, updated_at } = ticket;
  return {
    ticket: {
      subject,
      description,
      customer,
      priority: parsePriority(ticket.priority),
      assignee: assignee === null ? null : toName(staging.getUser(assignee), assignee),
      tags,
      external_id: `zendesk:${ticket.id}`,
      ...toState(ticket, conversation.resolution),
      ...created_at !== null && { created_at },
      ...updated_at !== null && { updated_at },
    },
    comments: [...comments, ...createNotes([others], updated_at ?? undefined)],
  };
}

/** Returns a ticket's tags. Type and group, which have no fields here, become tags. */
function toTags({ id, tags, type, group }: Ticket, staging: Staging): string[] {
  const name = staging.getName("group", group);
  return cleanTags([...tags, ...staging.listTags(id), type && `type:${type}`, name && `group:${name}`]);
}

function toState({ status, solved_at, updated_at }: Ticket, resolution: string) {
  const ours = parseStatus(status);
  if (ours !== "closed") return { status: ours, resolution: null, closed_at: null };
  const closed_at = solved_at ?? updated_at;
  return { status: ours, resolution, ...closed_at !== null && { closed_at } };
}
