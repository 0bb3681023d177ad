/**
 * A desk's writes with nothing around them: what Deno KV alone takes for a change that has a history, an index, counters and a
 * change log. It decides nothing, checks no input, and keeps no more of a ticket than that takes.
 */

import type { CorpusTicket } from "../../corpus/corpus.ts";

/** What is kept of a ticket: as long as a real one. */
interface BaselineTicket extends CorpusTicket {
  status: "open" | "closed";
  resolution: string | null;
  escalation: { reason: string; note: string } | null;
  revision: number;
  updated_at: string;
}

/** A change that waits for its commit. */
interface PendingChange {
  ticket: number;
  change: Partial<BaselineTicket>;
  done: PromiseWithResolvers<void>;
}

/** The most keys that one `getMany` reads, and that share a commit here when a desk is filled. */
const READ_BATCH = 10;
const FILL_BATCH = 100;

/** In milliseconds. */
const CHANGE_LOG_TTL = 60 * 60 * 1_000;

const MEDIUM = 2;
const PRESENT = new Uint8Array();
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Makes a desk of these tickets; gives how many there are. */
export async function fillBaselineDesk(file: string, tickets: Iterable<CorpusTicket>): Promise<number> {
  using kv = await Deno.openKv(file);
  let [commit, number] = [kv.atomic(), 0];
  for (const ticket of tickets) {
    number += 1;
    const { created_at: at } = ticket;
    const state = { status: "open", resolution: null, escalation: null, revision: 1, updated_at: at } as const;
    commit.set(["ticket", number], encodeJson({ ...ticket, ...state }));
    commit.set(["event", "ticket", number, 1], encodeJson({ revision: 1, at, what: "created", after: ticket }));
    commit.set(toPostingKey("status:open", number), PRESENT).set(toQueueKey(number), PRESENT);
    if (number % FILL_BATCH > 0) continue;
    await commit.commit();
    commit = kv.atomic();
  }
  await commit.commit();
  return number;
}

export class BaselineDesk {
  readonly #waiting: PendingChange[] = [];
  #work: Promise<void> | null = null;

  private constructor(private readonly kv: Deno.Kv) {}

  static async open(file: string): Promise<BaselineDesk> {
    return new BaselineDesk(await Deno.openKv(file));
  }

  /** Closes a ticket; settles when that is durable. All that wait share the next commit. */
  close(ticket: number, resolution: string): Promise<void> {
    return this.#change(ticket, { status: "closed", resolution });
  }

  /** Escalates a ticket, likewise. */
  escalate(ticket: number, reason: string, note: string): Promise<void> {
    return this.#change(ticket, { escalation: { reason, note } });
  }

  #change(ticket: number, change: Partial<BaselineTicket>): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ ticket, change, done });
    this.#work ??= this.#commitAll();
    return done.promise;
  }

  async #commitAll(): Promise<void> {
    await Promise.resolve(); // those that come in the same moment share the first commit
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0));
    this.#work = null;
  }

  async #commit(group: readonly PendingChange[]): Promise<void> {
    const entries = await this.#read(group.map(({ ticket }) => ticket));
    const commit = this.kv.atomic();
    group.forEach(({ ticket, change }, index) => {
      commit.check(entries[index]!);
      stageChange(commit, ticket, JSON.parse(decoder.decode(entries[index]!.value!)), change);
    });
    for (const counter of ["open", "closed", "unassigned"]) commit.sum(["count", counter], 1n);
    const changed = encodeJson(group.map(({ ticket }) => ({ kind: "ticket", id: String(ticket) })));
    commit.set(["changes", this.kv.commitVersionstamp()], changed, { expireIn: CHANGE_LOG_TTL });
    const { ok } = await commit.commit();
    for (const { done } of group) ok ? done.resolve() : done.reject(new Error("The desk was changed by somebody else"));
  }

  async #read(tickets: readonly number[]): Promise<Deno.KvEntryMaybe<Uint8Array>[]> {
    const batches = Array.from({ length: Math.ceil(tickets.length / READ_BATCH) }, (_, batch) => {
      const numbers = tickets.slice(batch * READ_BATCH, (batch + 1) * READ_BATCH);
      return this.kv.getMany<Uint8Array[]>(numbers.map((number) => ["ticket", number]));
    });
    return (await Promise.all(batches)).flat();
  }
}

/** The ticket, its event, and of the index what such a change moves: in the order of the keys. */
function stageChange(
  commit: Deno.AtomicOperation,
  number: number,
  before: BaselineTicket,
  change: Partial<BaselineTicket>,
): void {
  const [revision, at] = [before.revision + 1, new Date().toISOString()];
  const event = { revision, at, what: "changed", by: "the bench", after: change };
  commit.set(["event", "ticket", number, revision], encodeJson(event));
  if (change.status === "closed") {
    commit.set(toPostingKey("status:closed", number), PRESENT).delete(toPostingKey("status:open", number));
    commit.delete(toQueueKey(number));
  } else commit.set(toPostingKey("is:escalated", number), PRESENT);
  commit.set(["ticket", number], encodeJson({ ...before, ...change, revision, updated_at: at }));
}

function toPostingKey(term: string, number: number): Deno.KvKey {
  return ["find", term, 1_700_000_000_000 + number, number];
}

/** Where a ticket waits for an owner. */
function toQueueKey(number: number): Deno.KvKey {
  return ["queue", MEDIUM, 1_700_000_000_000 + number, number];
}

function encodeJson(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value));
}
