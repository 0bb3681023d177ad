/** The oldest open tickets, which every host's list shows. */

import type { Tier } from "../../customer.ts";
import type { OpenTickets } from "../../desk.ts";
import { toSummary } from "../../rules/tickets/ticket_record.ts";
import type { TicketRecord } from "../../ticket.ts";
import { comparePositions, type Position } from "../../search/position.ts";
import { keys } from "../schema/keys.ts";
import { getAll } from "../port/batch_reads.ts";
import { countByStatus } from "../index/stats.ts";
import { getPosition } from "../index/ticket_index.ts";
import { listOpenNumbers } from "../index/ticket_lists.ts";
import { deepFreeze } from "../port/value.ts";
import { CoalescedTask } from "../change_log/coalesced_task.ts";

/** How many more are kept than are shown, so that others are there when some are closed. */
const SPARE = 100;
/** When more tickets than this changed, all are read anew. */
const MAX_CHANGES = 100;

interface CachedTicket {
  position: Position;
  record: TicketRecord;
}

/** All open tickets up to the last of these, oldest first. */
interface Oldest {
  kept: readonly CachedTicket[];
  /** Whether there are no others. */
  complete: boolean;
}

/** The list as it was when so many changes had been told of. */
interface Known extends Oldest {
  total: number;
  version: number;
}

/** What was shown, until the first of its claims runs out (ms since the epoch). */
interface CachedList {
  list: OpenTickets;
  limit: number;
  until: number;
}

/** The list of open tickets, which follows the changes that it is told of. */
export class CachedOpenTickets {
  readonly #kv: Deno.Kv;
  readonly #follow = new CoalescedTask(() => this.#followChanges());
  /** Counts what it was told. */
  #version = 0;
  /** Tickets that changed and weren't looked at yet. */
  readonly #changed = new Set<number>();
  #lostTrack = true;
  #known: Known | null = null;
  #shown: CachedList | null = null;
  /** The largest limit so far. */
  #most = 0;

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  applyTicketChange(number: number): void {
    this.#changed.add(number);
    this.#changes();
  }

  /** Some customer's tier may be another one now. */
  applyTierChange(): void {
    this.#changes();
  }

  clear(): void {
    this.#lostTrack = true;
    this.#changes();
  }

  #changes(): void {
    this.#version += 1;
    this.#shown = null;
  }

  /**
   * The list with everything that it was told before the call: as long as nothing changes, the very same object.
   *
   * @param now The present, in milliseconds since the epoch.
   */
  async read(limit: number, tierOf: (email: string) => Promise<Tier>, now: number): Promise<OpenTickets> {
    if (this.#shown !== null && this.#shown.limit === limit && now < this.#shown.until) return this.#shown.list;
    this.#most = Math.max(this.#most, limit);
    const known = await this.#upToDate(limit);
    const shown = await buildList(known, limit, tierOf, now);
    if (known.version === this.#version) this.#shown = shown;
    return shown.list;
  }

  async #upToDate(limit: number): Promise<Known> {
    if (this.#known?.version !== this.#version) await this.#follow.run();
    while (this.#known === null || !coversLimit(this.#known, limit)) await this.#follow.run();
    return this.#known;
  }

  async #followChanges(): Promise<void> {
    const version = this.#version;
    const known = this.#lostTrack ? null : this.#known;
    const changed = [...this.#changed];
    this.#lostTrack = false;
    this.#changed.clear();
    try {
      const [oldest, total] = await Promise.all([this.#oldest(known, changed), countByStatus(this.#kv, "open")]);
      this.#known = { ...oldest, total, version };
    } catch (error) {
      this.#lostTrack = true;
      throw error;
    }
  }

  async #oldest(known: Known | null, changed: readonly number[]): Promise<Oldest> {
    if (known === null || changed.length > MAX_CHANGES) return await this.#readAnew();
    const oldest = await this.#withChanges(known, changed);
    return coversLimit(oldest, this.#most) ? oldest : await this.#readAnew();
  }

  async #readAnew(): Promise<Oldest> {
    const limit = this.#most + SPARE;
    const numbers = await listOpenNumbers(this.#kv, limit);
    return { kept: await this.#open(numbers), complete: numbers.length < limit };
  }

  async #withChanges({ kept, complete }: Known, changed: readonly number[]): Promise<Oldest> {
    const numbers = new Set(changed);
    const last = kept.at(-1);
    const stayed = kept.filter(({ position: [, number] }) => !numbers.has(number));
    const come = (await this.#open(changed)).filter((one) => complete || (last && compareByPosition(one, last) <= 0));
    const all = [...stayed, ...come].sort(compareByPosition);
    const limit = this.#most + SPARE;
    return { kept: all.slice(0, limit), complete: complete && all.length <= limit };
  }

  /** Those of the tickets that are open. */
  async #open(numbers: readonly number[]): Promise<CachedTicket[]> {
    const records = await getAll<TicketRecord>(this.#kv, numbers.map(keys.ticket));
    return records.flatMap((record) =>
      record?.status === "open" ? [{ position: getPosition(record), record: deepFreeze(record) }] : []
    );
  }
}

function coversLimit({ kept, complete }: Oldest, limit: number): boolean {
  return complete || kept.length >= limit;
}

function compareByPosition(one: CachedTicket, other: CachedTicket): number {
  return comparePositions(one.position, other.position);
}

async function buildList(
  { kept, total }: Known,
  limit: number,
  tierOf: (email: string) => Promise<Tier>,
  now: number,
): Promise<CachedList> {
  const records = kept.slice(0, limit).map(({ record }) => record);
  const tickets = await Promise.all(
    records.map(async (record) => toSummary(record, await tierOf(record.customer), now)),
  );
  const ends = records.map(({ claimed_until }) => claimed_until === null ? Infinity : Date.parse(claimed_until));
  const until = Math.min(...ends.filter((end) => end > now));
  return { list: deepFreeze({ tickets, total }), limit, until };
}
