/** What hosts read all day, in memory. */

import type { Customer, Tier } from "../../customer.ts";
import type { Change, OpenTickets } from "../../desk.ts";
import type { TicketRecord } from "../../ticket.ts";
import { keys } from "../schema/keys.ts";
import { toBatches } from "../../../base/to_batches.ts";
import { getAll } from "../port/batch_reads.ts";
import { createMissingCustomerError } from "../customers/tier_reader.ts";
import { deepFreeze } from "../port/value.ts";
import { CachedValues } from "./cached_values.ts";
import { ChangeFollower } from "../change_log/change_follower.ts";
import { CachedOpenTickets } from "./open_tickets.ts";

/** In bytes; with the list of open tickets the cache takes about 3 MB at most. */
const CAPACITY = { tickets: 2_000_000, tiers: 500_000 };

/** What a record, or an entry of the cache, takes beside its texts, in bytes; a character may take two. */
const RECORD_BYTES = 1_000;
const ENTRY_BYTES = 150;
const CHARACTER_BYTES = 2;

/** How many tickets one `getMany` reads: of each the record and the description. */
const TICKETS_AT_ONCE = 5;

/** A ticket as it is stored. */
export interface StoredTicket {
  record: TicketRecord;
  description: string;
}

/**
 * Tickets, their customers' tiers, and the list of open tickets. Every read looks at the change log first (many share
 * one look), so it never gives less than what was committed, by any process, before it began. Only reads use it: rules
 * that decide a change read the store itself.
 */
export class DeskCache {
  readonly #follower: ChangeFollower;
  readonly #now: () => number;
  readonly #tickets: CachedValues<StoredTicket>;
  readonly #tiers: CachedValues<Tier>;
  readonly #openTickets: CachedOpenTickets;

  /** @param now The present, in milliseconds since the epoch. */
  constructor(kv: Deno.Kv, now: () => number) {
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

  /** How much memory the tickets and tiers take, in bytes. */
  get size(): number {
    return this.#tickets.size + this.#tiers.size;
  }

  /** Begins a read: nothing that it gives is older than this call. */
  view(): DeskView {
    return new DeskView(this.#follower, this.#now, this.#tickets, this.#tiers, this.#openTickets);
  }

  /** Part of {@linkcode Follower}. */
  applyChange(change: Change): void {
    if (change.kind === "ticket") {
      this.#tickets.forget(change.id);
      this.#openTickets.applyTicketChange(Number(change.id));
    } else {
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

/** One read's view of the desk. */
export class DeskView {
  #look: Promise<void> | undefined;

  constructor(
    private readonly follower: ChangeFollower,
    private readonly now: () => number,
    private readonly tickets: CachedValues<StoredTicket>,
    private readonly tiers: CachedValues<Tier>,
    private readonly open: CachedOpenTickets,
  ) {}

  /** The ticket, which can't be changed; null when there is none. */
  ticket(id: string): Promise<StoredTicket | null> {
    return this.#get(this.tickets, id);
  }

  /** The customer's tier. */
  async tierOf(email: string): Promise<Tier> {
    const tier = await this.#get(this.tiers, email);
    if (tier === null) throw createMissingCustomerError(email);
    return tier;
  }

  async openTickets(limit: number): Promise<OpenTickets> {
    await this.#caughtUp();
    return await this.open.read(limit, (email) => this.tierOf(email), this.now());
  }

  /** What isn't here is read now, and so needs no look at the change log. */
  async #get<Value extends NonNullable<unknown>>(values: CachedValues<Value>, name: string): Promise<Value | null> {
    if (values.has(name)) await this.#caughtUp();
    return await values.get(name);
  }

  /** Settles when everything is known that was committed before. One look is enough for a read. */
  #caughtUp(): Promise<void> {
    return this.#look ??= this.follower.catchUp();
  }
}

async function loadTickets(kv: Deno.Kv, ids: readonly string[]): Promise<(StoredTicket | null)[]> {
  const parts = await Promise.all(
    toBatches(ids.map(Number), TICKETS_AT_ONCE).map((numbers) => loadTicketsAtOnce(kv, numbers)),
  );
  return parts.flat();
}

/** The record and the description of a ticket come from one read, so that they belong together. */
async function loadTicketsAtOnce(kv: Deno.Kv, numbers: readonly number[]): Promise<(StoredTicket | null)[]> {
  const entries = await kv.getMany<unknown[]>(
    numbers.flatMap((number) => [keys.ticket(number), keys.description(number)]),
  );
  return numbers.map((_number, index) => {
    const record = entries[2 * index]!.value as TicketRecord | null;
    const description = entries[2 * index + 1]!.value as string | null;
    return record && { record: deepFreeze(record), description: description ?? "" };
  });
}

async function loadTiers(kv: Deno.Kv, emails: readonly string[]): Promise<(Tier | null)[]> {
  const customers = await getAll<Customer>(kv, emails.map(keys.customer));
  return customers.map((customer) => customer && customer.account_tier);
}

function measureTicket({ record, description }: StoredTicket): number {
  const { escalation, attachments } = record;
  const texts = [record.subject, description, record.resolution, escalation?.reason, escalation?.note, ...record.tags];
  const characters = texts.reduce<number>((sum, text) => sum + (text?.length ?? 0), 0);
  return RECORD_BYTES + CHARACTER_BYTES * characters + attachments.length * RECORD_BYTES;
}
