import type { ChangeContext } from "../../desk.ts";
import type { CommentResult } from "../../tickets.ts";
import { createNewAccount, parseEmailAddress, requireOwnAddress } from "../../rules/customers/mod.ts";
import {
  addCustomerMessage,
  addTeamComment,
  expireClaimAt,
  noteFollowUp,
  noteOrigin,
  parseNewTicket,
  startsNewTicket,
  toDelivered,
  toFollowUpSubject,
  toTicketNumber,
} from "../../rules/tickets/mod.ts";
import { parseRequiredText } from "../../rules/values/mod.ts";
import { type Comment, LIMITS, type NewComment, type TicketRecord } from "../../ticket.ts";
import { commitOnce, type Store, type Transaction } from "../commit/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { getSettings } from "../settings/mod.ts";
import {
  changeTicket,
  checkNotMerged,
  createTicket,
  readTicket,
  requireCustomerNotErased,
} from "../ticket_changes/mod.ts";

/** Adds a comment. A message of the customer can reopen the ticket, or become a new one. */
export async function addComment(
  store: Store,
  id: string,
  comment: NewComment,
  context: ChangeContext,
): Promise<CommentResult> {
  const number = toTicketNumber(id);
  const input = parseComment(comment);
  const firstReplyAt = input.kind === "reply" ? await findFirstReply(store, number) : undefined;
  const rule = async (transaction: Transaction) => {
    const ticket = await readTicket(transaction, number, context.expectedRevision);
    requireCustomerNotErased(ticket);
    await checkNotMerged(transaction, ticket, "comment");
    if (input.kind === "customer") return await receiveMessage(transaction, ticket, input, context);
    return await changeTicket(
      transaction,
      ticket,
      (seen, at) => addTeamComment(seen, input, at, firstReplyAt),
      context,
    );
  };
  const call = { operation: "comment", input: { id, input }, context };
  const reads = input.kind === "customer" ? [keys.ticket(number), keys.settings] : [keys.ticket(number)];
  const { result, at } = await commitOnce(store, call, rule, { reads });
  const written = await store.kv.get<Comment>(keys.comment(Number(result.id), result.comment_count));
  return { ticket: expireClaimAt(result, at), comment: toDelivered(written.value!) };
}

function parseComment({ kind, body, author }: NewComment): NewComment {
  const text = parseRequiredText("comment", body, LIMITS.comment);
  if (author === undefined || kind !== "customer") return { kind, body: text };
  const address = parseEmailAddress(author);
  requireOwnAddress(address);
  return { kind, body: text, author: address };
}

/** Finds the first reply of a ticket that does not record it, because an earlier version stored it. */
async function findFirstReply({ kv }: Store, number: number): Promise<string | undefined> {
  const { value } = await kv.get<TicketRecord>(keys.ticket(number));
  if (value === null || value.comment_count === 0 || value.first_reply_at !== undefined) return undefined;
  for await (const { value: { kind, at } } of kv.list<Comment>({ prefix: prefixes.comments(number) })) {
    if (kind === "reply") return at;
  }
}

/** Adds a message of the customer, or creates the ticket that it starts. Returns the ticket that has it. */
export async function receiveMessage(
  transaction: Transaction,
  ticket: TicketRecord,
  { body, author = ticket.customer }: NewComment,
  context: ChangeContext,
): Promise<TicketRecord> {
  const { reopen_days } = await getSettings(transaction);
  if (startsNewTicket(ticket, transaction.now, reopen_days)) {
    return await createFollowUp(transaction, ticket, { body, author }, context);
  }
  const comment = { kind: "customer", body, author } as const;
  return await changeTicket(transaction, ticket, (seen, at) => addCustomerMessage(seen, comment, at), context);
}

/** Creates a ticket from a message to a ticket that was closed long ago. Notes link the two. */
async function createFollowUp(
  transaction: Transaction,
  origin: TicketRecord,
  { body, author }: { body: string; author: string },
  context: ChangeContext,
): Promise<TicketRecord> {
  const { customer, priority, tags } = origin;
  const subject = toFollowUpSubject(origin.subject);
  const fields = parseNewTicket({ subject, customer, description: body, priority, tags });
  const { id } = await createTicket(transaction, fields, createNewAccount(customer), context);
  await changeTicket(transaction, origin, (ticket) => noteFollowUp(ticket, id), context);
  const created = await readTicket(transaction, Number(id), undefined);
  return await changeTicket(transaction, created, (seen, at) => noteOrigin(seen, origin, author, at), context);
}
