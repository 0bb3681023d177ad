import type { Tier } from "../../customer.ts";
import type { OpenTickets } from "../../tickets.ts";
import { toSummary } from "../../rules/tickets/mod.ts";
import { comparePositions, type Position } from "../../search/source/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import { CoalescedTask } from "../change_log/mod.ts";
import { countByStatus, getPosition, listOpenNumbers } from "../index/mod.ts";
import { type DamageList, getAllSound, skipDamaged, withDamage } from "../forms/mod.ts";
import { deepFreeze, type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** The tickets that are kept beyond those shown, to fill the list when some are closed. */
const SPARE = 100;
/** The maximum number of changed tickets to read one by one; beyond that, the whole list is read. */
const MAX_CHANGES = 100;

interface CachedTicket {
  position: Position;
  record: TicketRecord;
}

/** The oldest open tickets, oldest first. */
interface Oldest {
  tickets: readonly CachedTicket[];
  /** True if there are no other open tickets. */
  complete: boolean;
  /** The problems of tickets that the list leaves out. */
  damaged: DamageList;
}

/** The oldest open tickets at one version. */
interface Known extends Oldest {
  total: number;
  version: number;
}

/** Reads the tier of a customer, and adds to `damaged`. */
type GetTier = (email: string, damaged: DamageList) => Promise<Tier>;

/** A list that was returned, valid until the first of its claims expires (ms since the epoch). */
interface CachedList {
  list: OpenTickets;
  limit: number;
  until: number;
}

/** The list of open tickets, kept up to date by the changes that it is given. */
export class CachedOpenTickets {
  readonly #kv: KeyValueStore;
  readonly #refresh = new CoalescedTask(() => this.#applyChanges());
  /** Counts the changes. */
  #version = 0;
  /** Changed tickets that have not been read yet. */
  readonly #changed = new Set<number>();
  #mustReload = true;
  #known: Known | null = null;
  #cached: CachedList | null = null;
  /** The largest limit so far. */
  #maxLimit = 0;

  constructor(kv: KeyValueStore) {
    this.#kv = kv;
  }

  applyTicketChange(number: number): void {
    this.#changed.add(number);
    this.#startVersion();
  }

  /** Records that some customer's tier may have changed. */
  applyTierChange(): void {
    this.#startVersion();
  }

  clear(): void {
    this.#mustReload = true;
    this.#startVersion();
  }

  #startVersion(): void {
    this.#version += 1;
    this.#cached = null;
  }

  /**
   * Reads the list with every change from before the call. Returns the same object until something changes.
   *
   * @param now The current time, in milliseconds since the epoch.
   */
  async read(limit: number, getTier: GetTier, now: number): Promise<OpenTickets> {
    if (this.#cached !== null && this.#cached.limit === limit && now < this.#cached.until) return this.#cached.list;
    this.#maxLimit = Math.max(this.#maxLimit, limit);
    const known = await this.#getKnown(limit);
    const cached = await buildList(known, limit, getTier, now);
    if (known.version === this.#version) this.#cached = cached;
    return cached.list;
  }

  async #getKnown(limit: number): Promise<Known> {
    if (this.#known?.version !== this.#version) await this.#refresh.run();
    while (this.#known === null || !coversLimit(this.#known, limit)) await this.#refresh.run();
    return this.#known;
  }

  async #applyChanges(): Promise<void> {
    const version = this.#version;
    const known = this.#mustReload ? null : this.#known;
    const changed = [...this.#changed];
    this.#mustReload = false;
    this.#changed.clear();
    try {
      const [oldest, total] = await Promise.all([this.#readOldest(known, changed), this.#count()]);
      this.#known = { ...oldest, total, version };
    } catch (error) {
      this.#mustReload = true;
      throw error;
    }
  }

  /** Counts the list itself if a counter is damaged. */
  async #count(): Promise<number> {
    return await skipDamaged(countByStatus(this.#kv, "open")) ?? (await listOpenNumbers(this.#kv, Infinity)).length;
  }

  async #readOldest(known: Known | null, changed: readonly number[]): Promise<Oldest> {
    if (known === null || changed.length > MAX_CHANGES) return await this.#reload();
    const oldest = await this.#merge(known, changed);
    return coversLimit(oldest, this.#maxLimit) ? oldest : await this.#reload();
  }

  async #reload(): Promise<Oldest> {
    const wanted = this.#maxLimit + SPARE;
    const damaged: DamageList = new Set();
    for (let limit = wanted;; limit *= 2) {
      const numbers = await listOpenNumbers(this.#kv, limit);
      const tickets = await this.#readOpen(numbers, damaged);
      const complete = numbers.length < limit;
      if (complete || tickets.length >= wanted - SPARE) return { tickets, complete, damaged }; // else the list is damaged
    }
  }

  async #merge({ tickets, complete, damaged }: Known, changed: readonly number[]): Promise<Oldest> {
    const numbers = new Set(changed);
    const last = tickets.at(-1);
    const unchanged = tickets.filter(({ position: [, number] }) => !numbers.has(number));
    const added = (await this.#readOpen(changed, damaged)).filter((ticket) =>
      complete || (last && compareByPosition(ticket, last) <= 0)
    );
    const all = [...unchanged, ...added].sort(compareByPosition);
    const limit = this.#maxLimit + SPARE;
    return { tickets: all.slice(0, limit), complete: complete && all.length <= limit, damaged };
  }

  /** Reads tickets, and drops those that are not open. */
  async #readOpen(numbers: readonly number[], damaged: DamageList): Promise<CachedTicket[]> {
    const records = await getAllSound<TicketRecord>(this.#kv, numbers.map(keys.ticket), damaged);
    return records.flatMap((record) =>
      record?.status === "open" ? [{ position: getPosition(record), record: deepFreeze(record) }] : []
    );
  }
}

function coversLimit({ tickets, complete }: Oldest, limit: number): boolean {
  return complete || tickets.length >= limit;
}

function compareByPosition(one: CachedTicket, other: CachedTicket): number {
  return comparePositions(one.position, other.position);
}

async function buildList(
  { tickets: oldest, total, damaged: unreadable }: Known,
  limit: number,
  getTier: GetTier,
  now: number,
): Promise<CachedList> {
  const records = oldest.slice(0, limit).map(({ record }) => record);
  const damaged: DamageList = new Set(unreadable);
  const summaries = records.map(async (record) => {
    const tier = await skipDamaged(getTier(record.customer, damaged));
    return tier === null ? [] : [toSummary(record, tier, now)];
  });
  const tickets = (await Promise.all(summaries)).flat();
  const ends = records.map(({ claimed_until }) => claimed_until === null ? Infinity : Date.parse(claimed_until));
  const until = Math.min(...ends.filter((end) => end > now));
  return { list: deepFreeze(withDamage({ tickets, total }, damaged)), limit, until };
}
