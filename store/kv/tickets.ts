/** The tickets in Deno KV: each method checks what it is given, commits one rule, and shows the ticket afterwards. */

import type { ChangeContext, CommentResult, OpenTickets, Page, PageRequest, Stats, Tickets } from "../desk.ts";
import type { TicketEvent } from "../event.ts";
import { checkedMinutes } from "../rules/claiming.ts";
import { closeTicket, reopenTicket } from "../rules/closing.ts";
import type { Decide } from "../rules/decision.ts";
import { escalateTicket } from "../rules/escalating.ts";
import { refuseSame } from "../rules/merging.ts";
import { checkedNewTicket } from "../rules/new_ticket.ts";
import { responsible } from "../rules/responsible.ts";
import { cut, optionalText, requiredText } from "../rules/text.ts";
import { ticketNotFound, ticketNumber } from "../rules/ticket_id.ts";
import { recordAt, summaryOf, ticketOf } from "../rules/ticket_record.ts";
import { checkedUpdate, updateTicket } from "../rules/updating.ts";
import { searchTickets } from "../search/search.ts";
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
} from "../ticket.ts";
import { DeskCache } from "./cache/desk_cache.ts";
import { type AttachedFile, attachFile, readAttachment } from "./attachments.ts";
import { claimHead, returnRunOutClaims } from "./claims.ts";
import { type Answered, commitOnce } from "./idempotency.ts";
import { keys, prefixes } from "./keys.ts";
import { type MergeContext, mergeReads, mergeTickets } from "./merge.ts";
import { pageUnder } from "./ranges.ts";
import { refuseTicketChange } from "./refusals.ts";
import { readStats } from "./stats.ts";
import type { Store } from "./store.ts";
import { changeSubjectWords } from "./subject_words.ts";
import { changeTicket } from "./ticket_change.ts";
import { createTicket, creationReads } from "./ticket_creation.ts";
import { type StoredTicketEvent, wholeEvents } from "./ticket_events.ts";
import { idsBeginningWith, summariesOf } from "./ticket_lists.ts";
import { readTicket } from "./ticket_reads.ts";
import { TierReader } from "./tier_reader.ts";
import type { Transaction } from "./transaction.ts";

/** {@linkcode Tickets} in Deno KV. */
export class KvTickets implements Tickets {
  readonly #store: Store;
  readonly #cache: DeskCache;
  readonly #tiers: TierReader;

  constructor(store: Store) {
    this.#store = store;
    this.#cache = new DeskCache(store.kv, store.now);
    this.#tiers = new TierReader(store.kv);
  }

  async get(id: string): Promise<Ticket> {
    ticketNumber(id);
    const view = this.#cache.view();
    const stored = await view.ticket(id);
    if (stored === null) throw ticketNotFound(id);
    const { record, description } = stored;
    return ticketOf(summaryOf(record, await view.tierOf(record.customer), this.#store.now()), description);
  }

  listOpen(limit: number): Promise<OpenTickets> {
    return this.#cache.view().openTickets(limit);
  }

  completeId(prefix: string, limit: number): Promise<string[]> {
    return idsBeginningWith(this.#store.kv, prefix, limit);
  }

  async search(query: string, page: PageRequest = {}): Promise<Page<TicketSummary>> {
    const { numbers, cursor } = await searchTickets(this.#store, query, page);
    return { items: await summariesOf(this.#store, this.#cache.view(), numbers), cursor };
  }

  async comments(id: string, page: PageRequest = {}): Promise<Page<Comment>> {
    const number = await this.#require(id);
    return await pageUnder<Comment>(this.#store.kv, `comments ${id}`, prefixes.comments(number), page);
  }

  async history(id: string, page: PageRequest = {}): Promise<Page<TicketEvent>> {
    const number = await this.#require(id);
    const range = prefixes.ticketEvents(number);
    const stored = await pageUnder<StoredTicketEvent>(this.#store.kv, `history ${id}`, range, page);
    return { ...stored, items: await wholeEvents(this.#store.kv, stored.items) };
  }

  stats(): Promise<Stats> {
    return readStats(this.#store.kv);
  }

  async create(ticket: NewTicket, context: ChangeContext): Promise<TicketSummary> {
    const input = checkedNewTicket(ticket);
    const call = { operation: "create", input, context };
    const rule = (transaction: Transaction) => createTicket(transaction, input, context);
    return await this.#shown(await commitOnce(this.#store, call, rule, { reads: creationReads(input) }));
  }

  async update(id: string, update: TicketUpdate, context: ChangeContext): Promise<TicketSummary> {
    const number = ticketNumber(id);
    const input = checkedUpdate(update);
    const rule = async (transaction: Transaction) => {
      const before = await readTicket(transaction, number, context.expectedRevision);
      const after = changeTicket(transaction, before, (ticket) => updateTicket(ticket, input), context);
      if (before.subject !== after.subject) await changeSubjectWords(transaction, before, after);
      return after;
    };
    const call = { operation: "update", input: { id, input }, context };
    const options = { reads: [keys.ticket(number)], alone: input.subject !== undefined };
    return await this.#shown(await commitOnce(this.#store, call, rule, options));
  }

  async comment(
    id: string,
    { kind, body }: { kind: CommentKind; body: string },
    context: ChangeContext,
  ): Promise<CommentResult> {
    const comment = { kind, body: requiredText("comment", body, LIMITS.comment) };
    const decide: Decide = (ticket) => ({ what: "commented", ticket, comment });
    const ticket = answeredRecord(await this.#change("comment", id, comment, decide, context));
    const written = await this.#store.kv.get<Comment>(keys.comment(Number(id), ticket.comment_count));
    return { ticket, comment: written.value! };
  }

  async close(id: string, resolution: string, context: ChangeContext): Promise<TicketRecord> {
    const text = requiredText("resolution", resolution, LIMITS.resolution);
    return answeredRecord(
      await this.#change("close", id, text, (ticket, at) => closeTicket(ticket, text, at), context),
    );
  }

  async reopen(id: string, reason: string, context: ChangeContext): Promise<TicketSummary> {
    const text = requiredText("reason", reason, LIMITS.reason);
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
      reason: requiredText("reason", reason, LIMITS.reason),
      note: optionalText("note", note, LIMITS.note),
    };
    const decide: Decide = (ticket, at) =>
      escalateTicket(ticket, { ...input, by: cut(responsible(context.by), LIMITS.name), at });
    return answeredRecord(await this.#change("escalate", id, input, decide, context));
  }

  async merge(id: string, into: string, context: MergeContext): Promise<TicketSummary> {
    const [duplicate, target] = [ticketNumber(id), ticketNumber(into)];
    refuseSame(id, into);
    const rule = (transaction: Transaction) => mergeTickets(transaction, duplicate, target, context);
    const call = { operation: "merge", input: { id, into }, context };
    return await this.#shown(await commitOnce(this.#store, call, rule, { reads: mergeReads(duplicate, target) }));
  }

  async recordRefusal(id: string, context: ChangeContext): Promise<void> {
    const number = ticketNumber(id);
    await this.#store.commits.commit((transaction) => refuseTicketChange(transaction, number, context));
  }

  async claimNext(claim: { assignee: string; minutes: number }, context: ChangeContext): Promise<TicketSummary | null> {
    const assignee = requiredText("assignee", claim.assignee, LIMITS.name);
    const minutes = checkedMinutes(claim.minutes);
    await returnRunOutClaims(this.#store);
    const call = { operation: "claimNext", input: { assignee, minutes }, context };
    const { answer, at } = await claimHead(this.#store, assignee, minutes, call);
    return answer && await this.#shown({ answer, at });
  }

  async attach(
    id: string,
    file: { name: string; type: string; bytes: Uint8Array },
    context: ChangeContext,
  ): Promise<TicketRecord> {
    return answeredRecord(await attachFile(this.#store, ticketNumber(id), file, context));
  }

  attachment(id: string, name: string): Promise<AttachmentInfo & AttachedFile> {
    return readAttachment(this.#store.kv, ticketNumber(id), name);
  }

  /** Changes one ticket. */
  #change(
    operation: string,
    id: string,
    input: unknown,
    decide: Decide,
    context: ChangeContext,
  ): Promise<Answered<TicketRecord>> {
    const number = ticketNumber(id);
    const rule = async (transaction: Transaction) => {
      const ticket = await readTicket(transaction, number, context.expectedRevision);
      return changeTicket(transaction, ticket, decide, context);
    };
    const call = { operation, input: { id, input }, context };
    return commitOnce(this.#store, call, rule, { reads: [keys.ticket(number)] });
  }

  /** The ticket as it was at the moment of the answer, with its customer's tier. */
  async #shown({ answer, at }: Answered<TicketRecord>): Promise<TicketSummary> {
    return summaryOf(answer, await this.#tiers.tierOf(answer.customer), at);
  }

  async #require(id: string): Promise<number> {
    const number = ticketNumber(id);
    if ((await this.#store.kv.get(keys.ticket(number))).value === null) throw ticketNotFound(id);
    return number;
  }
}

/** The ticket as it was at the moment of the answer. */
function answeredRecord({ answer, at }: Answered<TicketRecord>): TicketRecord {
  return recordAt(answer, at);
}
