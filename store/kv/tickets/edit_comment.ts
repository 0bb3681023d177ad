import { truncate } from "../../../base/text/truncate.ts";
import type { ChangeContext } from "../../calls.ts";
import type { CommentResult } from "../../tickets.ts";
import { DeskError } from "../../errors.ts";
import { getResponsibleName } from "../../rules/history/mod.ts";
import { editComment, expireClaimAt, toDelivered, toTicketNumber } from "../../rules/tickets/mod.ts";
import { formatInstant, parseRequiredText } from "../../rules/values/mod.ts";
import { listEditChanges } from "../../search/analysis/mod.ts";
import { type Comment, type CommentEdit, LIMITS, type TicketRecord } from "../../ticket.ts";
import { commitOnce, type Store, type Transaction } from "../commit/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { changeTicket, readTicket } from "../ticket_changes/mod.ts";

/** Edits or retracts a comment. The history keeps the text that it had. */
export async function changeComment(
  store: Store,
  id: string,
  comment: number,
  edit: CommentEdit,
  context: ChangeContext,
): Promise<CommentResult> {
  const number = toTicketNumber(id);
  const input = "body" in edit ? { body: parseRequiredText("text", edit.body, LIMITS.comment) } : edit;
  const rule = async (transaction: Transaction) => {
    const ticket = await readTicket(transaction, number, context.expectedRevision);
    return await stageEdit(transaction, ticket, await readComment(transaction, ticket, comment), input, context);
  };
  const call = { operation: "editComment", input: { id, comment, input }, context };
  const { result, at } = await commitOnce(store, call, rule, { alone: true });
  const { value } = await store.kv.get<Comment>(keys.comment(number, comment));
  return { ticket: expireClaimAt(result, at), comment: toDelivered(value!) };
}

async function readComment(transaction: Transaction, { id }: TicketRecord, number: number): Promise<Comment> {
  const comment = await transaction.get<Comment>(keys.comment(Number(id), number));
  if (comment !== null) return comment;
  const advice = "get_ticket lists the numbers; a comment of a merged ticket belongs to that ticket.";
  throw new DeskError("not_found", `Comment ${number} of ticket #${id} not found. ${advice}`);
}

async function stageEdit(
  transaction: Transaction,
  ticket: TicketRecord,
  before: Comment,
  edit: CommentEdit,
  context: ChangeContext,
): Promise<TicketRecord> {
  const by = { name: truncate(getResponsibleName(context.by), LIMITS.name), at: formatInstant(transaction.now) };
  const after = editComment(ticket.id, before, edit, by);
  if (after === null) return ticket;
  const changed = await changeTicket(transaction, ticket, (seen) => ({
    what: after.is_retracted ? "comment_retracted" : "comment_edited",
    ticket: seen,
    edited: { comment: after, before: before.body },
  }), context);
  const others: string[] = [];
  for await (const { value } of transaction.list<Comment>({ prefix: prefixes.comments(Number(ticket.id)) })) {
    if (value.number !== before.number) others.push(value.body);
  }
  transaction.changeIndex(Number(ticket.id), await listEditChanges(others, before.body, after.body));
  if (ticket.merged_into !== null) transaction.recordChange({ kind: "ticket", id: ticket.merged_into });
  return changed;
}
