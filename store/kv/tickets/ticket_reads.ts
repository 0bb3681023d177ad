import type { OpenTickets, Page, PageRequest, Stats, Tickets } from "../../desk.ts";
import type { TicketEvent } from "../../event.ts";
import {
  isClaimExpired,
  toDelivered,
  toSummary,
  toTicket,
  toTicketNotFound,
  toTicketNumber,
} from "../../rules/tickets/mod.ts";
import { explainEmptySearch } from "../../search/explain_empty_search.ts";
import { searchTickets } from "../../search/search_tickets.ts";
import type { AttachmentInfo, Comment, Ticket, TicketRecord, TicketSummary } from "../../ticket.ts";
import { type AttachedFile, readAttachment } from "../attachments/mod.ts";
import { DeskCache } from "../cache/mod.ts";
import type { Store } from "../commit/mod.ts";
import { listIdsByPrefix, readStats } from "../index/mod.ts";
import { getAll } from "../port/mod.ts";
import { keys, prefixes, readPage } from "../schema/mod.ts";
import { restoreEvents, type StoredTicketEvent } from "../ticket_changes/mod.ts";
import { releaseExpiredClaimsForRead } from "./expired_claims.ts";
import { KvSearchSource } from "./search_source.ts";

/** The reading half of {@linkcode Tickets}. */
export class TicketReads implements
  Pick<
    Tickets,
    | "get"
    | "listOpen"
    | "completeId"
    | "search"
    | "explainEmptySearch"
    | "listComments"
    | "listEvents"
    | "getStats"
    | "getAttachment"
  > {
  readonly #store: Store;
  readonly #cache: DeskCache;
  readonly #searchSource: KvSearchSource;

  constructor(store: Store) {
    this.#store = store;
    this.#cache = new DeskCache(store.kv, store.now);
    this.#searchSource = new KvSearchSource(store.kv);
  }

  async get(id: string): Promise<Ticket> {
    toTicketNumber(id);
    let view = this.#cache.createView();
    let stored = await view.getTicket(id);
    if (stored !== null && isClaimExpired(stored.record, this.#store.now())) {
      await releaseExpiredClaimsForRead(this.#store);
      view = this.#cache.createView();
      stored = await view.getTicket(id);
    }
    if (stored === null) throw toTicketNotFound(id);
    const { record, description } = stored;
    return toTicket(toSummary(record, await view.getTier(record.customer), this.#store.now()), description);
  }

  listOpen(limit: number): Promise<OpenTickets> {
    return this.#cache.createView().listOpen(limit);
  }

  completeId(prefix: string, limit: number): Promise<string[]> {
    return listIdsByPrefix(this.#store.kv, prefix, limit);
  }

  async search(query: string, page: PageRequest = {}): Promise<Page<TicketSummary>> {
    await releaseExpiredClaimsForRead(this.#store);
    const { numbers, cursor } = await searchTickets(this.#searchSource, query, page);
    return { items: await this.#readSummaries(numbers), cursor };
  }

  explainEmptySearch(query: string): Promise<string[]> {
    return explainEmptySearch(this.#searchSource, query);
  }

  async listComments(id: string, page: PageRequest = {}): Promise<Page<Comment>> {
    const number = await this.#requireTicket(id);
    const stored = await readPage<Comment>(this.#store.kv, `comments ${id}`, prefixes.comments(number), page);
    return { ...stored, items: stored.items.map(toDelivered) };
  }

  async listEvents(id: string, page: PageRequest = {}): Promise<Page<TicketEvent>> {
    const number = await this.#requireTicket(id);
    await releaseExpiredClaimsForRead(this.#store);
    const range = prefixes.ticketEvents(number);
    const stored = await readPage<StoredTicketEvent>(this.#store.kv, `history ${id}`, range, page);
    return { ...stored, items: await restoreEvents(this.#store.kv, stored.items) };
  }

  async getStats(): Promise<Stats> {
    await releaseExpiredClaimsForRead(this.#store);
    return await readStats(this.#store.kv);
  }

  getAttachment(id: string, name: string): Promise<AttachmentInfo & AttachedFile> {
    return readAttachment(this.#store.kv, toTicketNumber(id), name);
  }

  /** Reads tickets in the order of their numbers. Leaves out those that do not exist. */
  async #readSummaries(numbers: number[]): Promise<TicketSummary[]> {
    const view = this.#cache.createView();
    const records = await getAll<TicketRecord>(this.#store.kv, numbers.map(keys.ticket));
    const found = records.filter((record) => record !== null);
    return await Promise.all(
      found.map(async (record) => toSummary(record, await view.getTier(record.customer), this.#store.now())),
    );
  }

  async #requireTicket(id: string): Promise<number> {
    const number = toTicketNumber(id);
    if ((await this.#store.kv.get(keys.ticket(number))).value === null) throw toTicketNotFound(id);
    return number;
  }
}
