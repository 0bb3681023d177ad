import { memoize } from "../../../base/values/memoize.ts";
import type { Page, PageRequest } from "../../desk.ts";
import type { Quote } from "../../fields/mod.ts";
import type {
  EmptyReason,
  OpenTickets,
  SearchPage,
  SearchRequest,
  SimilarTickets,
  Stats,
  TicketMatch,
  Tickets,
} from "../../tickets.ts";
import type { TicketEvent } from "../../event.ts";
import {
  findFile,
  listLapses,
  toSummary,
  toTicket,
  toTicketNotFound,
  toTicketNumber,
} from "../../rules/tickets/mod.ts";
import type { Report, ReportRequest } from "../../report.ts";
import type { SimilarTo } from "../../search/find_similar.ts";
import { type QueryContext, refersToSettings } from "../../search/query/mod.ts";
import type {
  AttachmentInfo,
  ShownAttachment,
  ShownComment,
  Ticket,
  TicketRecord,
  TicketSummary,
} from "../../ticket.ts";
import { type AttachedFile, readAttachment } from "../attachments/mod.ts";
import { DeskCache, type DeskView, type StoredTicket } from "../cache/mod.ts";
import type { Store } from "../commit/mod.ts";
import { IndexReader, listIdsByPrefix, readReport, readStats, type ReportContext } from "../index/mod.ts";
import { type DamageList, skipDamaged, withDamage } from "../forms/mod.ts";
import { prefixes, readPage } from "../schema/mod.ts";
import { readSettings } from "../settings/mod.ts";
import { recordLapsesForRead, restoreEvents, type StoredTicketEvent } from "../ticket_changes/mod.ts";
import { readConversation } from "./conversation.ts";
import { type FindTicket, readDuplicates, readLinks } from "./links/mod.ts";
import { KvSearchSource } from "./search_source.ts";

/** Loads the functions that answer searches. Reads and changes of tickets do not need them. */
const loadSearch = memoize(() => import("../../search/engine.ts"));

/** The reading half of {@linkcode Tickets}. */
export class TicketReads implements
  Pick<
    Tickets,
    | "get"
    | "listOpen"
    | "completeId"
    | "search"
    | "findSimilar"
    | "explainEmptySearch"
    | "listComments"
    | "listEvents"
    | "getStats"
    | "getReport"
    | "getAttachment"
  > {
  readonly #store: Store;
  readonly #cache: DeskCache;
  readonly #index: IndexReader;
  readonly #searchSource: KvSearchSource;

  constructor(store: Store) {
    this.#store = store;
    this.#cache = new DeskCache(store.kv, store.now);
    this.#index = new IndexReader(store.kv);
    this.#searchSource = new KvSearchSource(store.kv, this.#index);
  }

  async get(id: string): Promise<Ticket> {
    toTicketNumber(id);
    let view = this.#cache.createView();
    let stored = await this.#requireTicket(view, id);
    if (listLapses(stored.record, this.#store.now()).length > 0) {
      await recordLapsesForRead(this.#store);
      view = this.#cache.createView();
      stored = await this.#requireTicket(view, id);
    }
    const { record, description } = stored;
    const tier = await view.getTier(record.customer);
    const summary = toSummary(record, tier, this.#store.now());
    if (stored.duplicates.length === 0 && record.links === undefined) return toTicket(summary, description);
    const duplicates = await readDuplicates(createFind(view), stored);
    const ticket = toTicket(summary, description, await readLinks(createFind(view), [record, ...duplicates]));
    return { ...ticket, attachments: [...ticket.attachments, ...duplicates.flatMap(listMergedFiles)] };
  }

  listOpen(limit: number): Promise<OpenTickets> {
    return this.#cache.createView().listOpen(limit);
  }

  completeId(prefix: string, limit: number): Promise<string[]> {
    return listIdsByPrefix(this.#store.kv, prefix, limit);
  }

  async search(query: string, request: SearchRequest = {}): Promise<SearchPage> {
    await recordLapsesForRead(this.#store);
    const context = await this.#readQueryContext(query);
    const { searchTickets } = await loadSearch();
    const source = this.#searchSource.startSearch();
    const found = await searchTickets(source, query, { ...request, ...context });
    const { numbers, findMatches, ...rest } = found;
    const records = await readPresent(source, numbers);
    const [summaries, matches] = await Promise.all([this.#toSummaries(records, source.damaged), findMatches(records)]);
    const items = summaries.flatMap((item, index) =>
      item === null ? [] : [{
        ...item,
        ...toMember(matches[index]),
      }]
    );
    return withDamage({ ...rest, items }, source.damaged);
  }

  async findSimilar(to: { id: string } | { text: string }, limit: number): Promise<SimilarTickets> {
    await recordLapsesForRead(this.#store);
    const similarTo = "text" in to ? { text: to.text, excluded: [] } : await this.#compareWith(to.id);
    const { findSimilar } = await loadSearch();
    const source = this.#searchSource.startSearch();
    const found = await findSimilar(source, similarTo, limit);
    const records = await readPresent(source, found.map(({ id }) => Number(id)));
    const items = (await this.#toSummaries(records, source.damaged)).filter((ticket) => ticket !== null);
    return withDamage({ items }, source.damaged);
  }

  /** Leaves out the ticket, the tickets that were merged into it, and the one that it was merged into. */
  async #compareWith(id: string): Promise<SimilarTo> {
    const view = this.#cache.createView();
    const stored = await this.#requireTicket(view, id);
    const { subject, merged_into } = stored.record;
    const duplicates = await readDuplicates(createFind(view), stored);
    const excluded = [id, ...duplicates.map((duplicate) => duplicate.id), ...merged_into === null ? [] : [merged_into]];
    return { text: `${subject}\n${stored.description}`, excluded: excluded.map(Number) };
  }

  async explainEmptySearch(query: string, request: Pick<SearchRequest, "getCallerName"> = {}): Promise<EmptyReason[]> {
    const context = await this.#readQueryContext(query);
    const { explainEmptySearch } = await loadSearch();
    return await explainEmptySearch(this.#searchSource, query, { ...request, ...context });
  }

  /** The settings are read only for a query that may need them. */
  async #readQueryContext(query: string): Promise<Omit<QueryContext, "getCallerName">> {
    const now = this.#store.now();
    if (!refersToSettings(query)) return { now, views: {} };
    const { views, fields, business_hours: { time_zone } } = await readSettings(this.#store.kv);
    return { now, timeZone: time_zone, views, fields };
  }

  async listComments(id: string, page: PageRequest = {}): Promise<Page<ShownComment>> {
    const view = this.#cache.createView();
    const stored = await this.#requireTicket(view, id);
    const duplicates = await readDuplicates(createFind(view), stored);
    const numbers = duplicates.map((duplicate) => Number(duplicate.id));
    return await readConversation(this.#store.kv, [Number(id), ...numbers], page);
  }

  async listEvents(id: string, page: PageRequest = {}): Promise<Page<TicketEvent>> {
    const number = toTicketNumber(id);
    await this.#requireTicket(this.#cache.createView(), id);
    await recordLapsesForRead(this.#store);
    const range = prefixes.ticketEvents(number);
    const stored = await readPage<StoredTicketEvent>(this.#store.kv, `history ${id}`, range, page);
    return { ...stored, items: await restoreEvents(this.#store.kv, stored.items) };
  }

  async getStats(): Promise<Stats> {
    await recordLapsesForRead(this.#store);
    return await readStats(this.#store.kv, await this.#readContext());
  }

  async getReport(request: ReportRequest, quote?: Quote): Promise<Report> {
    await recordLapsesForRead(this.#store);
    return await readReport(this.#store.kv, this.#index, request, { ...await this.#readContext(), quote });
  }

  /** Days begin in the time zone of the business hours. */
  async #readContext(): Promise<ReportContext> {
    const { business_hours: { time_zone = "UTC" }, fields } = await readSettings(this.#store.kv);
    return { timeZone: time_zone, now: this.#store.now(), fields };
  }

  /** Reads a file of the ticket, or else the first of that name of a ticket merged into it. */
  async getAttachment(id: string, name: string): Promise<AttachmentInfo & AttachedFile> {
    const view = this.#cache.createView();
    const stored = await this.#requireTicket(view, id);
    const tickets = [stored.record, ...await readDuplicates(createFind(view), stored)];
    const owner = tickets.find(({ attachments }) => findFile(attachments, name) !== undefined) ?? stored.record;
    return await readAttachment(this.#store.kv, Number(owner.id), name);
  }

  /** Returns null for a ticket whose customer is lost: its tier is unknown. */
  #toSummaries(records: TicketRecord[], damaged: DamageList): Promise<(TicketSummary | null)[]> {
    const view = this.#cache.createView();
    return Promise.all(records.map(async (record) => {
      const tier = await skipDamaged(view.getTier(record.customer, damaged));
      return tier && toSummary(record, tier, this.#store.now());
    }));
  }

  async #requireTicket(view: DeskView, id: string): Promise<StoredTicket> {
    toTicketNumber(id);
    const stored = await view.getTicket(id);
    if (stored === null) throw toTicketNotFound(id);
    return stored;
  }
}

function createFind(view: DeskView): FindTicket {
  return (id) => view.getTicket(id);
}

/** Reads tickets in the order of their numbers. Leaves out those that do not exist. */
async function readPresent(source: KvSearchSource, numbers: readonly number[]): Promise<TicketRecord[]> {
  return (await source.readRecords(numbers)).filter((record) => record !== null);
}

function toMember(match: TicketMatch | null | undefined): { match?: TicketMatch } {
  return match === null || match === undefined ? {} : { match };
}

function listMergedFiles({ id, attachments }: TicketRecord): ShownAttachment[] {
  return attachments.map((file) => ({ ...file, merged_from: id }));
}
