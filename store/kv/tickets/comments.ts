import type { ChangeContext } from "../../desk.ts";
import type { CommentResult } from "../../tickets.ts";
import { createNewAccount, parseEmailAddress, requireOwnAddress } from "../../rules/customers/mod.ts";
import {
  addCustomerMessage,
  addTeamComment,
  type Decide,
  expireClaimAt,
  isOwnSubject,
  noteFollowUp,
  noteOrigins,
  parseNewTicket,
  startsNewTicket,
  toDelivered,
  toFollowUpDescription,
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
  readLastTarget,
  readTicket,
  requireCustomerNotErased,
  type StoredTicketEvent,
} from "../ticket_changes/mod.ts";

/** The maximum number of continuations that a message follows. Each is a check of the commit, and KV Connect allows ten. */
const MAX_STEPS = 3;

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
    if (input.kind === "customer") return (await receiveMessage(store, transaction, ticket, input, context)).ticket;
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

/**
 * Adds a message of the customer to the ticket, or to the one that continues it, or creates that.
 *
 * @returns The ticket that has the message. `isNew` is true if the message started it.
 */
export async function receiveMessage(
  { kv }: Pick<Store, "kv">,
  transaction: Transaction,
  ticket: TicketRecord,
  { body, author = ticket.customer }: NewComment,
  context: ChangeContext,
): Promise<{ ticket: TicketRecord; isNew: boolean }> {
  const { reopen_days } = await getSettings(transaction);
  const last = await findContinuation(transaction, ticket, reopen_days);
  if (startsNewTicket(last, transaction.now, reopen_days)) {
    const subject = toFollowUpSubject(ticket, await hasOwnSubject(kv, ticket));
    const created = await createFollowUp(transaction, ticket, last, { subject, body, author }, context);
    return { ticket: created, isNew: true };
  }
  const comment = { kind: "customer", body, author } as const;
  const decide: Decide = (seen, at) => addCustomerMessage(seen, comment, at);
  return { ticket: await changeTicket(transaction, last, decide, context), isNew: false };
}

/** Reads the history outside the transaction. If the ticket changes meanwhile, the commit conflicts. */
async function hasOwnSubject(kv: Store["kv"], ticket: TicketRecord): Promise<boolean> {
  const range = { prefix: prefixes.ticketEvents(Number(ticket.id)) };
  const events = await Array.fromAsync(kv.list<StoredTicketEvent>(range));
  return isOwnSubject(events.map(({ value }) => value), ticket);
}

/**
 * Follows a ticket that was closed long ago to the one that continues it now. Each step is a read that the commit checks.
 *
 * @param days The days for which a message reopens a closed ticket.
 * @returns The ticket itself, or a later one of the same customer.
 */
async function findContinuation(transaction: Transaction, ticket: TicketRecord, days: number): Promise<TicketRecord> {
  let last = ticket;
  for (let step = 0; step < MAX_STEPS && startsNewTicket(last, transaction.now, days); step++) {
    if (last.continued_in === undefined) break;
    const next = await transaction.get<TicketRecord>(keys.ticket(Number(last.continued_in)));
    if (next === null) break; // an import named a ticket that does not exist
    const target = await readLastTarget(transaction, next);
    if (target.customer !== ticket.customer) break;
    last = target;
  }
  return last;
}

/**
 * Creates a ticket from a message to a ticket that was closed long ago. Notes and links connect them. The message of someone else
 * than the customer is a comment, which has its author: a description is the customer's.
 *
 * @param origin The ticket that the customer wrote to. It leads to the new one directly, so later messages take one step.
 * @param last The last ticket that continued it; the same one if there was none.
 */
async function createFollowUp(
  transaction: Transaction,
  origin: TicketRecord,
  last: TicketRecord,
  { subject, body, author }: { subject: string; body: string; author: string },
  context: ChangeContext,
): Promise<TicketRecord> {
  const { customer, priority, tags } = origin;
  const isOther = author !== customer;
  const description = isOther ? toFollowUpDescription(origin.id) : body;
  const fields = parseNewTicket({ subject, customer, description, priority, tags });
  const { id } = await createTicket(transaction, fields, createNewAccount(customer), context);
  const origins: [TicketRecord, ...TicketRecord[]] = last.id === origin.id ? [origin] : [origin, last];
  for (const each of origins) await changeTicket(transaction, each, (ticket) => noteFollowUp(ticket, id), context);
  const created = await readTicket(transaction, Number(id), undefined);
  const noted = await changeTicket(transaction, created, (seen, at) => noteOrigins(seen, origins, at), context);
  if (!isOther) return noted;
  const comment = { kind: "customer", body, author } as const;
  return await changeTicket(transaction, noted, (seen, at) => addCustomerMessage(seen, comment, at), context);
}
