/** Zendesk's tickets as ours. */

import type { TicketToPut } from "../../store/mod.ts";
import { fittingTags, notesOf } from "../comments.ts";
import { Refusal, type Row } from "../row.ts";
import { cleanTags, priorityOf, statusOf } from "../values.ts";
import { type Conversation, conversationOf } from "./conversation.ts";
import { nameOf, requesterOf } from "./people.ts";
import type { Comment, Ticket } from "./records.ts";
import type { Placed, Staging } from "./staging.ts";

/** A ticket, and what there is to say about it; or why it can't be taken, with its comments. */
export function* rowsOfTicket({ place, value: ticket }: Placed<Ticket>, staging: Staging): Generator<Row> {
  const comments = staging.commentsOf(ticket.id);
  const refusal = refusalOf(ticket);
  if (refusal !== null) {
    yield { kind: "refused", place, reason: refusal };
    yield* refusedComments(comments, `Its ticket ${ticket.id} is refused.`);
    return;
  }
  const { account, remark } = requesterOf(ticket, staging);
  if (remark !== null) yield { kind: "remark", place, text: remark };
  const conversation = conversationOf(ticket, comments, staging);
  yield* refusedComments(conversation.empty, "It is empty.");
  const ours = ticketToPut(ticket, account.customer.email, conversation, staging);
  yield { kind: "ticket", place, ticket: ours, account };
}

/** What belongs to tickets that aren't there. */
export function* strayRows(staging: Staging): Generator<Row> {
  for (const { place, value: { ticket } } of staging.strayComments()) {
    yield { kind: "refused", place, reason: `Its ticket ${ticket} isn't in the export.` };
  }
  for (const { place, value: { ticket, tag } } of staging.strayTags()) {
    yield { kind: "refused", place, reason: `Ticket ${ticket}, which has the tag "${tag}", isn't in the export.` };
  }
}

function refusalOf({ status, priority }: Ticket): string | null {
  if (status === "deleted") return "The ticket was deleted in Zendesk.";
  try {
    statusOf(status);
    priorityOf(priority);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function* refusedComments(comments: readonly Placed<Comment>[], reason: string): Generator<Row> {
  for (const { place } of comments) yield { kind: "refused", place, reason };
}

function ticketToPut(ticket: Ticket, customer: string, conversation: Conversation, staging: Staging): TicketToPut {
  const { subject, description, comments } = conversation;
  const { tags, others } = fittingTags(tagsOf(ticket, staging));
  const { assignee, created_at, updated_at } = ticket;
  return {
    ticket: {
      subject,
      description,
      customer,
      priority: priorityOf(ticket.priority),
      assignee: assignee === null ? null : nameOf(staging.user(assignee), assignee),
      tags,
      external_id: `zendesk:${ticket.id}`,
      ...stateOf(ticket, conversation.resolution),
      ...created_at !== null && { created_at },
      ...updated_at !== null && { updated_at },
    },
    comments: [...comments, ...notesOf([others], updated_at ?? undefined)],
  };
}

/** Its own tags, then what it is and whose queue it stands in, which are no fields here. */
function tagsOf({ id, tags, type, group }: Ticket, staging: Staging): string[] {
  const name = staging.name("group", group);
  return cleanTags([...tags, ...staging.tagsOf(id), type && `type:${type}`, name && `group:${name}`]);
}

function stateOf({ status, solved_at, updated_at }: Ticket, resolution: string) {
  const ours = statusOf(status);
  if (ours !== "closed") return { status: ours, resolution: null, closed_at: null };
  const closed_at = solved_at ?? updated_at;
  return { status: ours, resolution, ...closed_at !== null && { closed_at } };
}
