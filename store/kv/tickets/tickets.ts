/** The tickets in Deno KV: each method checks what it is given, commits one rule, and shows the ticket afterwards. */

import type { ChangeContext, CommentResult, OpenTickets, Page, PageRequest, Stats, Tickets } from "../../desk.ts";
import type { TicketEvent } from "../../event.ts";
import { parseClaimMinutes } from "../../rules/tickets/claim.ts";
import { closeTicket, reopenTicket } from "../../rules/tickets/close.ts";
import type { Decide } from "../../rules/tickets/decision.ts";
import { escalateTicket } from "../../rules/tickets/escalate.ts";
import { requireDifferent } from "../../rules/tickets/merge.ts";
import { parseNewTicket } from "../../rules/tickets/new_ticket.ts";
import { getResponsibleName } from "../../rules/history/responsible_name.ts";
import { parseRequiredText, parseText, truncate } from "../../rules/values/text.ts";
import { toTicketNotFound, toTicketNumber } from "../../rules/tickets/ticket_id.ts";
import { expireClaimAt, toSummary, toTicket } from "../../rules/tickets/ticket_record.ts";
import { parseTicketUpdate, updateTicket } from "../../rules/tickets/update.ts";
import { searchTickets } from "../../search/search_tickets.ts";
import {
  type AttachmentInfo,
  type Comment,
  type CommentKind,
  LIMITS,
  type NewTicket,
  type Priority,
  type Ticket,
  type TicketRecord,
  type TicketSummary,
  type TicketUpdate,
} from "../../ticket.ts";
import { DeskCache } from "../cache/desk_cache.ts";
import { type AttachedFile, readAttachment, storeAttachment } from "../attachments/attachments.ts";
import { KvSearchSource } from "./search_source.ts";
import { claimQueueHead, releaseExpiredClaims } from "./claims.ts";
import { commitOnce, type CommittedResult } from "../commit/idempotency.ts";
import { keys, prefixes } from "../schema/keys.ts";
import { getMergeReads, type MergeContext, mergeTickets } from "./merge.ts";
import { readPage } from "../schema/pages.ts";
import { stageTicketRefusal } from "../ticket_changes/refusals.ts";
import { readStats } from "../index/stats.ts";
import type { Store } from "../commit/store.ts";
import { updateSubjectWords } from "../ticket_changes/subject_words.ts";
import { changeTicket } from "../ticket_changes/ticket_change.ts";
import { createTicket, getCreationReads } from "../ticket_changes/ticket_creation.ts";
import { restoreEvents, type StoredTicketEvent } from "../ticket_changes/ticket_events.ts";
import { listIdsByPrefix, readSummaries } from "../index/ticket_lists.ts";
import { readTicket } from "../ticket_changes/read_ticket.ts";
import { TierReader } from "../customers/tier_reader.ts";
import type { Transaction } from "../commit/transaction.ts";

/** {@linkcode Tickets} in Deno KV. */
export class KvTickets implements Tickets {
  readonly #store: Store;
  readonly #cache: DeskCache;
  readonly #tiers: TierReader;
  readonly #searchSource: KvSearchSource;

  constructor(store: Store) {
    this.#store = store;
    this.#cache = new DeskCache(store.kv, store.now);
    this.#tiers = new TierReader(store.kv);
    this.#searchSource = new KvSearchSource(store.kv);
  }

  async get(id: string): Promise<Ticket> {
    toTicketNumber(id);
    const view = this.#cache.view();
    const stored = await view.ticket(id);
    if (stored === null) throw toTicketNotFound(id);
    const { record, description } = stored;
    return toTicket(toSummary(record, await view.tierOf(record.customer), this.#store.now()), description);
  }

  listOpen(limit: number): Promise<OpenTickets> {
    return this.#cache.view().openTickets(limit);
  }

  completeId(prefix: string, limit: number): Promise<string[]> {
    return listIdsByPrefix(this.#store.kv, prefix, limit);
  }

  async search(query: string, page: PageRequest = {}): Promise<Page<TicketSummary>> {
    const { numbers, cursor } = await searchTickets(this.#searchSource, query, page);
    return { items: await readSummaries(this.#store, this.#cache.view(), numbers), cursor };
  }

  async listComments(id: string, page: PageRequest = {}): Promise<Page<Comment>> {
    const number = await this.#require(id);
    return await readPage<Comment>(this.#store.kv, `comments ${id}`, prefixes.comments(number), page);
  }

  async listEvents(id: string, page: PageRequest = {}): Promise<Page<TicketEvent>> {
    const number = await this.#require(id);
    const range = prefixes.ticketEvents(number);
    const stored = await readPage<StoredTicketEvent>(this.#store.kv, `history ${id}`, range, page);
    return { ...stored, items: await restoreEvents(this.#store.kv, stored.items) };
  }

  getStats(): Promise<Stats> {
    return readStats(this.#store.kv);
  }

  async create(ticket: NewTicket, context: ChangeContext): Promise<TicketSummary> {
    const input = parseNewTicket(ticket);
    const call = { operation: "create", input, context };
    const rule = (transaction: Transaction) => createTicket(transaction, input, context);
    return await this.#shown(await commitOnce(this.#store, call, rule, { reads: getCreationReads(input) }));
  }

  async update(id: string, update: TicketUpdate, context: ChangeContext): Promise<TicketSummary> {
    const number = toTicketNumber(id);
    const input = parseTicketUpdate(update);
    const rule = async (transaction: Transaction) => {
      const before = await readTicket(transaction, number, context.expectedRevision);
      const after = changeTicket(transaction, before, (ticket) => updateTicket(ticket, input), context);
      if (before.subject !== after.subject) await updateSubjectWords(transaction, before, after);
      return after;
    };
    const call = { operation: "update", input: { id, input }, context };
    const options = { reads: [keys.ticket(number)], alone: input.subject !== undefined };
    return await this.#shown(await commitOnce(this.#store, call, rule, options));
  }

  async addComment(
    id: string,
    { kind, body }: { kind: CommentKind; body: string },
    context: ChangeContext,
  ): Promise<CommentResult> {
    const comment = { kind, body: parseRequiredText("comment", body, LIMITS.comment) };
    const decide: Decide = (ticket) => ({ what: "commented", ticket, comment });
    const ticket = toRecord(await this.#change("comment", id, comment, decide, context));
    const written = await this.#store.kv.get<Comment>(keys.comment(Number(id), ticket.comment_count));
    return { ticket, comment: written.value! };
  }

  async close(id: string, resolution: string, context: ChangeContext): Promise<TicketRecord> {
    const text = parseRequiredText("resolution", resolution, LIMITS.resolution);
    return toRecord(
      await this.#change("close", id, text, (ticket, at) => closeTicket(ticket, text, at), context),
    );
  }

  async reopen(id: string, reason: string, context: ChangeContext): Promise<TicketSummary> {
    const text = parseRequiredText("reason", reason, LIMITS.reason);
    return await this.#shown(
      await this.#change("reopen", id, text, (ticket) => reopenTicket(ticket, text), context),
    );
  }

  async escalate(
    id: string,
    { priority, reason, note }: { priority: Priority; reason: string; note: string },
    context: ChangeContext,
  ): Promise<TicketRecord> {
    const input = {
      priority,
      reason: parseRequiredText("reason", reason, LIMITS.reason),
      note: parseText("note", note, LIMITS.note),
    };
    const decide: Decide = (ticket, at) =>
      escalateTicket(ticket, { ...input, by: truncate(getResponsibleName(context.by), LIMITS.name), at });
    return toRecord(await this.#change("escalate", id, input, decide, context));
  }

  async merge(id: string, into: string, context: MergeContext): Promise<TicketSummary> {
    const [duplicate, target] = [toTicketNumber(id), toTicketNumber(into)];
    requireDifferent(id, into);
    const rule = (transaction: Transaction) => mergeTickets(transaction, duplicate, target, context);
    const call = { operation: "merge", input: { id, into }, context };
    return await this.#shown(await commitOnce(this.#store, call, rule, { reads: getMergeReads(duplicate, target) }));
  }

  async recordRefusal(id: string, context: ChangeContext): Promise<void> {
    const number = toTicketNumber(id);
    await this.#store.commits.commit((transaction) => stageTicketRefusal(transaction, number, context));
  }

  async claimNext(claim: { assignee: string; minutes: number }, context: ChangeContext): Promise<TicketSummary | null> {
    const assignee = parseRequiredText("assignee", claim.assignee, LIMITS.name);
    const minutes = parseClaimMinutes(claim.minutes);
    await releaseExpiredClaims(this.#store);
    const call = { operation: "claimNext", input: { assignee, minutes }, context };
    const { answer, at } = await claimQueueHead(this.#store, assignee, minutes, call);
    return answer && await this.#shown({ answer, at });
  }

  async attach(
    id: string,
    file: { name: string; type: string; bytes: Uint8Array },
    context: ChangeContext,
  ): Promise<TicketRecord> {
    return toRecord(await storeAttachment(this.#store, toTicketNumber(id), file, context));
  }

  getAttachment(id: string, name: string): Promise<AttachmentInfo & AttachedFile> {
    return readAttachment(this.#store.kv, toTicketNumber(id), name);
  }

  /** Changes one ticket. */
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
      return changeTicket(transaction, ticket, decide, context);
    };
    const call = { operation, input: { id, input }, context };
    return commitOnce(this.#store, call, rule, { reads: [keys.ticket(number)] });
  }

  /** The ticket as it was at the moment of the answer, with its customer's tier. */
  async #shown({ answer, at }: CommittedResult<TicketRecord>): Promise<TicketSummary> {
    return toSummary(answer, await this.#tiers.tierOf(answer.customer), at);
  }

  async #require(id: string): Promise<number> {
    const number = toTicketNumber(id);
    if ((await this.#store.kv.get(keys.ticket(number))).value === null) throw toTicketNotFound(id);
    return number;
  }
}

/** The ticket as it was at the moment of the answer. */
function toRecord({ answer, at }: CommittedResult<TicketRecord>): TicketRecord {
  return expireClaimAt(answer, at);
}
