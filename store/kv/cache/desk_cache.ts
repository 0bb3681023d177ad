import { toBatches } from "../../../base/values/to_batches.ts";
import type { Customer, Tier } from "../../customer.ts";
import type { Change } from "../../desk.ts";
import type { OpenTickets } from "../../tickets.ts";
import type { TicketRecord } from "../../ticket.ts";
import { ChangeFollower } from "../change_log/mod.ts";
import { readEarlierTier } from "../customers/mod.ts";
import { DamagedEntryError, type DamageList, getAllSound } from "../forms/mod.ts";
import { deepFreeze, type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { listDuplicates } from "../index/mod.ts";
import { CachedValues } from "./cached_values.ts";
import { CachedOpenTickets } from "./open_tickets.ts";

/** Memory limits in bytes. With the list of open tickets, the cache takes up to about 3 MB. */
const CAPACITY = { tickets: 2_000_000, tiers: 500_000 };

/** The memory of a record and of a cache entry without their texts, and of one character at most, in bytes. */
const RECORD_BYTES = 1_000;
const ENTRY_BYTES = 150;
const CHARACTER_BYTES = 2;

/** The tickets in one `getMany`, which reads three keys of each. */
const TICKETS_PER_READ = 3;

/** A ticket in its stored form. */
export interface StoredTicket {
  record: TicketRecord;
  description: string;
  /** The numbers of the tickets that were merged into it. */
  duplicates: readonly number[];
}

/**
 * A cache of tickets, the tiers of their customers, and the list of open tickets. Every read checks the change log first
 * (many reads share one check), so it returns everything that any process committed before the read started. Rules that
 * decide a change do not use the cache.
 */
export class DeskCache {
  readonly #kv: KeyValueStore;
  readonly #follower: ChangeFollower;
  readonly #now: () => number;
  readonly #tickets: CachedValues<StoredTicket>;
  readonly #tiers: CachedValues<Tier>;
  readonly #openTickets: CachedOpenTickets;

  /** @param now Returns the current time, in milliseconds since the epoch. */
  constructor(kv: KeyValueStore, now: () => number) {
    this.#kv = kv;
    this.#now = now;
    this.#follower = new ChangeFollower(kv, now, this);
    this.#openTickets = new CachedOpenTickets(kv);
    this.#tickets = new CachedValues<StoredTicket>({
      load: (ids) => loadTickets(kv, ids),
      measure: measureTicket,
      capacity: CAPACITY.tickets,
    });
    this.#tiers = new CachedValues<Tier>({
      load: (emails) => loadTiers(kv, emails),
      measure: (_tier, email) => ENTRY_BYTES + CHARACTER_BYTES * email.length,
      capacity: CAPACITY.tiers,
    });
  }

  /** The memory that tickets and tiers take, in bytes. */
  get size(): number {
    return this.#tickets.size + this.#tiers.size;
  }

  /** Starts a read. It returns nothing older than this call. */
  createView(): DeskView {
    return new DeskView(this.#kv, this.#follower, this.#now, this.#tickets, this.#tiers, this.#openTickets);
  }

  /** Part of {@linkcode Follower}. */
  applyChange(change: Change): void {
    if (change.kind === "ticket") {
      this.#tickets.forget(change.id);
      this.#openTickets.applyTicketChange(Number(change.id));
    } else if (change.kind === "customer") {
      this.#tiers.forget(change.email);
      this.#openTickets.applyTierChange();
    }
  }

  /** Part of {@linkcode Follower}. */
  reset(): void {
    this.#tickets.clear();
    this.#tiers.clear();
    this.#openTickets.clear();
  }
}

/** The view of one read. */
export class DeskView {
  #catchUp: Promise<void> | undefined;

  constructor(
    private readonly kv: KeyValueStore,
    private readonly follower: ChangeFollower,
    private readonly now: () => number,
    private readonly tickets: CachedValues<StoredTicket>,
    private readonly tiers: CachedValues<Tier>,
    private readonly open: CachedOpenTickets,
  ) {}

  /** Returns a ticket, which is frozen; null if it does not exist. */
  getTicket(id: string): Promise<StoredTicket | null> {
    return this.#get(this.tickets, id);
  }

  /**
   * Returns the tier of a customer, from the history if the account is damaged.
   *
   * @param damaged Gets the problem of a damaged account.
   * @throws {DamagedEntryError} If no event has the tier either.
   */
  async getTier(email: string, damaged?: DamageList): Promise<Tier> {
    const tier = await this.#get(this.tiers, email);
    if (tier !== null) return tier;
    damaged?.add(new DamagedEntryError(keys.customer(email)).problem);
    return await readEarlierTier(this.kv, email);
  }

  async listOpen(limit: number): Promise<OpenTickets> {
    await this.#waitUntilCurrent();
    return await this.open.read(limit, (email, damaged) => this.getTier(email, damaged), this.now());
  }

  /** Values that are not cached are read now, and so need no check of the change log. */
  async #get<Value extends NonNullable<unknown>>(values: CachedValues<Value>, name: string): Promise<Value | null> {
    if (values.has(name)) await this.#waitUntilCurrent();
    return await values.get(name);
  }

  /** Waits until the cache has seen every earlier commit. One check is enough for a read. */
  #waitUntilCurrent(): Promise<void> {
    return this.#catchUp ??= this.follower.catchUp();
  }
}

async function loadTickets(kv: KeyValueStore, ids: readonly string[]): Promise<(StoredTicket | null)[]> {
  const parts = await Promise.all(
    toBatches(ids.map(Number), TICKETS_PER_READ).map((numbers) => loadTicketBatch(kv, numbers)),
  );
  return parts.flat();
}

/** Reads the record and the description of each ticket from one snapshot, so that they match. */
async function loadTicketBatch(kv: KeyValueStore, numbers: readonly number[]): Promise<(StoredTicket | null)[]> {
  const entries = await kv.getMany<unknown[]>(
    numbers.flatMap((number) => [keys.ticket(number), keys.description(number), keys.mergeTarget(number)]),
  );
  return await Promise.all(numbers.map(async (number, index) => {
    const [record, description, isTarget] = entries.slice(3 * index, 3 * index + 3).map(({ value }) => value) as Parts;
    if (record === null) return null;
    const duplicates = isTarget === null ? [] : await listDuplicates(kv, number);
    return { record: deepFreeze(record), description: description ?? "", duplicates };
  }));
}

/** The values of a ticket's keys; `isTarget` is null if nothing was ever merged into it. */
type Parts = [record: TicketRecord | null, description: string | null, isTarget: 0 | null];

async function loadTiers(kv: KeyValueStore, emails: readonly string[]): Promise<(Tier | null)[]> {
  const customers = await getAllSound<Customer>(kv, emails.map(keys.customer));
  return customers.map((customer) => customer && customer.account_tier);
}

function measureTicket({ record, description }: StoredTicket): number {
  const { escalation, attachments } = record;
  const texts = [record.subject, description, record.resolution, escalation?.reason, escalation?.note, ...record.tags];
  const characters = texts.reduce<number>((sum, text) => sum + (text?.length ?? 0), 0);
  return RECORD_BYTES + CHARACTER_BYTES * characters + attachments.length * RECORD_BYTES;
}
