/**
 * The writes of a desk without anything around them: the time Deno KV alone needs for a change with a history, an
 * index,
 * counters and a change log. It decides nothing, checks no input, and stores only what this requires.
 */

import type { CorpusTicket } from "../../corpus/corpus.ts";

/** The stored fields of a ticket, as long as a real one. */
interface BaselineTicket extends CorpusTicket {
  status: "open" | "closed";
  resolution: string | null;
  escalation: { reason: string; note: string } | null;
  revision: number;
  updated_at: string;
}

/** A change that is waiting for its commit. */
interface PendingChange {
  ticket: number;
  change: Partial<BaselineTicket>;
  done: PromiseWithResolvers<void>;
}

/** The maximum number of keys for `getMany`; also the tickets per commit when a desk is filled. */
const READ_BATCH = 10;
const FILL_BATCH = 100;

/** In milliseconds. */
const CHANGE_LOG_TTL = 60 * 60 * 1_000;

const MEDIUM = 2;
const PRESENT = new Uint8Array();
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Creates a desk with these tickets, and returns their number. */
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

  /** Closes a ticket and resolves when that is durable. All waiting changes share the next commit. */
  close(ticket: number, resolution: string): Promise<void> {
    return this.#change(ticket, { status: "closed", resolution });
  }

  /** Escalates a ticket in the same way. */
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
    await Promise.resolve(); // changes of the same moment share the first commit
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
    for (const { done } of group) {
      ok ? done.resolve() : done.reject(new Error("The desk was changed by another process"));
    }
  }

  async #read(tickets: readonly number[]): Promise<Deno.KvEntryMaybe<Uint8Array>[]> {
    const batches = Array.from({ length: Math.ceil(tickets.length / READ_BATCH) }, (_, batch) => {
      const numbers = tickets.slice(batch * READ_BATCH, (batch + 1) * READ_BATCH);
      return this.kv.getMany<Uint8Array[]>(numbers.map((number) => ["ticket", number]));
    });
    return (await Promise.all(batches)).flat();
  }
}

/** The ticket, its event, and the index entries that change, in the order of the keys. */
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

/** The index key of a ticket without an assignee. */
function toQueueKey(number: number): Deno.KvKey {
  return ["queue", MEDIUM, 1_700_000_000_000 + number, number];
}

function encodeJson(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value));
}
