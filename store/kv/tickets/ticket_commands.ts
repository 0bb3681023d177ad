import { truncate } from "../../../base/text/truncate.ts";
import type { ChangeContext } from "../../desk.ts";
import type { CommentResult, CreatedTicket, Tickets, UndoneMerge } from "../../tickets.ts";
import type { IncomingMessage, ReceivedMessage } from "../../incoming_message.ts";
import { createNewAccount, requireOwnAddress } from "../../rules/customers/mod.ts";
import { getResponsibleName } from "../../rules/history/mod.ts";
import {
  closeTicket,
  type Decide,
  escalateTicket,
  expireClaimAt,
  parseClaimMinutes,
  parseNewTicket,
  parseTicketUpdate,
  requireDifferent,
  toSummary,
  toTicketNumber,
} from "../../rules/tickets/mod.ts";
import { parseRequiredLine, parseRequiredText, parseText } from "../../rules/values/mod.ts";
import {
  type CommentEdit,
  LIMITS,
  type NewComment,
  type NewTicket,
  type Priority,
  type TicketRecord,
  type TicketSummary,
  type TicketUpdate,
} from "../../ticket.ts";
import { storeAttachment } from "../attachments/mod.ts";
import { commitOnce, type CommittedResult, findResult, type Store, type Transaction } from "../commit/mod.ts";
import { TierReader } from "../customers/mod.ts";
import { keys } from "../schema/mod.ts";
import {
  changeTicket,
  type CreatedRecord,
  createTicket,
  getCreationReads,
  readTicket,
  recordLapses,
  requireNextNumber,
  stageTicketRefusal,
} from "../ticket_changes/mod.ts";
import { addComment } from "./comments.ts";
import { claimFirstDue } from "./claims.ts";
import { changeComment } from "./edit_comment.ts";
import { receive } from "./incoming_messages.ts";
import { getMergeReads, type MergeContext, mergeTickets, reopen, toMergeCall } from "./merge.ts";
import { undoMerge } from "./unmerge.ts";
import { createFinder } from "./links/mod.ts";
import { createAccountFor, getUpdateReads, hasLinks, updateFields } from "./update.ts";

/** The writing half of {@linkcode Tickets}. Each method parses its input, commits one rule, and returns the ticket. */
export class TicketCommands implements
  Pick<
    Tickets,
    | "create"
    | "update"
    | "addComment"
    | "editComment"
    | "receive"
    | "close"
    | "reopen"
    | "escalate"
    | "findEscalated"
    | "merge"
    | "undoMerge"
    | "recordRefusal"
    | "claimNext"
    | "attach"
  > {
  readonly #store: Store;
  readonly #tiers: TierReader;

  constructor(store: Store) {
    this.#store = store;
    this.#tiers = new TierReader(store.kv);
  }

  async create(
    ticket: NewTicket,
    context: ChangeContext,
    { customerName }: { customerName?: string } = {},
  ): Promise<CreatedTicket> {
    const { custom } = ticket;
    const input = parseNewTicket(ticket);
    requireOwnAddress(input.customer);
    const account = createNewAccount(input.customer, customerName);
    const call = { operation: "create", input: custom === undefined ? input : { ...input, custom }, context };
    await requireNextNumber(this.#store);
    const rule = (transaction: Transaction) => createTicket(transaction, input, account, context, custom ?? {});
    return await this.#toCreated(await commitOnce(this.#store, call, rule, { reads: getCreationReads(input) }));
  }

  async update(
    id: string,
    update: TicketUpdate,
    context: ChangeContext,
    { customerName }: { customerName?: string } = {},
  ): Promise<CreatedTicket> {
    const number = toTicketNumber(id);
    const input = parseTicketUpdate(update);
    const parts = { account: createAccountFor(input, customerName), find: createFinder(this.#store.kv) };
    const rule = (transaction: Transaction) => updateFields(transaction, number, input, parts, context);
    const call = { operation: "update", input: { id, input }, context };
    const options = { reads: getUpdateReads(number, input), alone: hasLinks(input) };
    return await this.#toCreated(await commitOnce(this.#store, call, rule, options));
  }

  addComment(id: string, comment: NewComment, context: ChangeContext): Promise<CommentResult> {
    return addComment(this.#store, id, comment, context);
  }

  receive(message: IncomingMessage, context: ChangeContext): Promise<ReceivedMessage> {
    return receive(this.#store, message, context);
  }

  editComment(id: string, comment: number, edit: CommentEdit, context: ChangeContext): Promise<CommentResult> {
    return changeComment(this.#store, id, comment, edit, context);
  }

  async close(id: string, resolution: string, context: ChangeContext): Promise<TicketRecord> {
    const text = parseRequiredText("resolution", resolution, LIMITS.resolution);
    return toRecord(await this.#change("close", id, text, (ticket, at) => closeTicket(ticket, text, at), context));
  }

  async reopen(id: string, reason: string, context: ChangeContext): Promise<TicketSummary> {
    const text = parseRequiredText("reason", reason, LIMITS.reason);
    const number = toTicketNumber(id);
    const rule = (transaction: Transaction) => reopen(transaction, number, text, context);
    const call = { operation: "reopen", input: { id, input: text }, context };
    return await this.#toSummary(await commitOnce(this.#store, call, rule, { reads: [keys.ticket(number)] }));
  }

  async escalate(
    id: string,
    { priority, reason, note }: { priority: Priority | null; reason: string; note: string },
    context: ChangeContext,
  ): Promise<TicketRecord> {
    const input = {
      priority,
      reason: parseRequiredText("reason", reason, LIMITS.reason),
      note: parseText("note", note, LIMITS.note),
    };
    const by = truncate(getResponsibleName(context.by), LIMITS.name);
    const decide: Decide = (ticket, at) => escalateTicket(ticket, { ...input, by, at });
    return toRecord(await this.#change("escalate", id, input.reason, decide, context));
  }

  async findEscalated(id: string, reason: string, context: ChangeContext): Promise<TicketRecord | null> {
    const input = { id, input: parseRequiredText("reason", reason, LIMITS.reason) };
    const found = await findResult<TicketRecord>(this.#store, { operation: "escalate", input, context });
    return found && toRecord(found);
  }

  async merge(id: string, into: string, context: MergeContext): Promise<TicketSummary> {
    const [duplicate, target] = [toTicketNumber(id), toTicketNumber(into)];
    requireDifferent(id, into);
    const rule = (transaction: Transaction) => mergeTickets(transaction, duplicate, target, context);
    const call = { ...toMergeCall(id, into), context };
    const options = { reads: getMergeReads(duplicate, target) };
    return await this.#toSummary(await commitOnce(this.#store, call, rule, options));
  }

  undoMerge(id: string, into: string | undefined, context: ChangeContext): Promise<UndoneMerge> {
    return undoMerge(this.#store, id, into, context);
  }

  async recordRefusal(id: string, context: ChangeContext): Promise<void> {
    const number = toTicketNumber(id);
    await this.#store.commits.commit((transaction) => stageTicketRefusal(transaction, number, context));
  }

  async claimNext(claim: { assignee: string; minutes: number }, context: ChangeContext): Promise<TicketSummary | null> {
    const assignee = parseRequiredLine("assignee", claim.assignee, LIMITS.name);
    const minutes = parseClaimMinutes(claim.minutes);
    await recordLapses(this.#store);
    const call = { operation: "claimNext", input: { assignee, minutes }, context };
    const { result, at } = await claimFirstDue(this.#store, assignee, minutes, call);
    return result && await this.#toSummary({ result, at });
  }

  async attach(
    id: string,
    file: { name: string; type: string; bytes: Uint8Array },
    context: ChangeContext,
  ): Promise<TicketRecord> {
    return toRecord(await storeAttachment(this.#store, toTicketNumber(id), file, context));
  }

  #change(
    operation: string,
    id: string,
    input: unknown,
    decide: Decide,
    context: ChangeContext,
  ): Promise<CommittedResult<TicketRecord>> {
    const number = toTicketNumber(id);
    const rule = async (transaction: Transaction) => {
      const ticket = await readTicket(transaction, number, context.expectedRevision);
      return await changeTicket(transaction, ticket, decide, context);
    };
    const call = { operation, input: { id, input }, context };
    return commitOnce(this.#store, call, rule, { reads: [keys.ticket(number)] });
  }

  async #toCreated({ result, at }: CommittedResult<CreatedRecord>): Promise<CreatedTicket> {
    const { createdAccount } = result;
    return { ...await this.#toSummary({ result, at }), ...createdAccount !== undefined && { createdAccount } };
  }

  /** Adds the tier of the customer to the ticket as it was at its commit. */
  async #toSummary({ result, at }: CommittedResult<TicketRecord>): Promise<TicketSummary> {
    return toSummary(result, await this.#tiers.getTierForTicket(result), at);
  }
}

/** Returns the ticket as it was at its commit. */
function toRecord({ result, at }: CommittedResult<TicketRecord>): TicketRecord {
  return expireClaimAt(result, at);
}
