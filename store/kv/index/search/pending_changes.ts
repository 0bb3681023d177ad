import type { TicketChange } from "../../../search/postings/mod.ts";
import { CoalescedTask } from "../../change_log/mod.ts";
import { type Delta, FACT, parseFact } from "../../commit/mod.ts";
import { PendingRows } from "../counts/mod.ts";
import type { KeyRange, KeyValueStore } from "../../port/mod.ts";
import { keys, prefixes } from "../../schema/mod.ts";

/** The progress of merges. */
export interface IndexState {
  /** Counts the commits that changed heads. */
  turn: number;
  /** The versionstamp up to which every delta is merged. */
  upto: string;
}

export const FIRST_STATE: IndexState = { turn: 0, upto: "" };

/** A change of a posting that is not merged yet. */
export interface PendingChange extends TicketChange {
  versionstamp: string;
}

/** The pending changes of every term. More are added when others are read. */
export interface PendingState {
  changes: ReadonlyMap<string, readonly PendingChange[]>;
  /** The merges before. */
  turn: number;
  /** Counts the reads that found other changes. */
  version: number;
}

/** The deltas of a commit, in one of several parts. */
export interface StoredDelta {
  part: number;
  versionstamp: string;
  deltas: readonly Delta[];
}

/** The maximum number of parts that the deltas of one commit have. */
const MOST_PARTS = 100;

/** Lists deltas of commits after `after`, in their order. */
export async function listDeltas(kv: KeyValueStore, after: string, limit?: number): Promise<StoredDelta[]> {
  const first = await readDeltas(kv, toRange(0, after), limit);
  const last = first.at(-1)?.versionstamp;
  if (last === undefined) return [];
  const others = await readDeltas(kv, { start: keys.delta(1), end: keys.delta(MOST_PARTS) });
  const wanted = others.filter(({ versionstamp }) => after < versionstamp && versionstamp <= last);
  if (wanted.length === 0) return first;
  return [...first, ...wanted].sort((one, other) =>
    one.versionstamp === other.versionstamp ? one.part - other.part : one.versionstamp < other.versionstamp ? -1 : 1
  );
}

/** Groups the changes of deltas by their terms. Terms that change in the same way share an object: most terms of a ticket do. */
export function addChanges(to: Map<string, PendingChange[]>, deltas: readonly StoredDelta[]): void {
  const last: PendingChange[] = []; // by change
  for (const { versionstamp, deltas: all } of deltas) {
    for (const delta of all) {
      const number = delta[0] as number;
      if (number === FACT) continue;
      for (let index = 1; index < delta.length; index += 2) {
        const term = delta[index] as string;
        const change = delta[index + 1] as number;
        let shared = last[change];
        if (shared?.number !== number || shared.versionstamp !== versionstamp) {
          last[change] = shared = { number, change, versionstamp };
        }
        const known = to.get(term);
        if (known === undefined) to.set(term, [shared]);
        else known.push(shared);
      }
    }
  }
}

/** Groups the facts of deltas by the counts that they add to. */
export function groupFacts(deltas: readonly StoredDelta[]): PendingRows {
  const rows = new PendingRows();
  for (const { versionstamp, deltas: all } of deltas) {
    for (const delta of all) {
      const fact = parseFact(delta);
      if (fact !== null) rows.add(fact, versionstamp);
    }
  }
  return rows;
}

/** Reads what is not merged into the counts of reports yet. */
export async function readPendingCounts(kv: KeyValueStore): Promise<PendingRows> {
  return groupFacts(await listDeltas(kv, ""));
}

/** Keeps the pending changes of the index in memory. Each delta is read once. */
export class PendingChanges {
  readonly #kv: KeyValueStore;
  #changes = new Map<string, PendingChange[]>();
  #deltas: StoredDelta[] = [];
  /** Everything up to this versionstamp has been read. */
  #read = "";
  #turn = 0;
  #version = 0;
  readonly #refresh = new CoalescedTask(() => this.#readNew());

  constructor(kv: KeyValueStore) {
    this.#kv = kv;
  }

  /** Reads what was committed before the call. */
  async refresh(): Promise<PendingState> {
    await this.#refresh.run();
    return { changes: this.#changes, turn: this.#turn, version: this.#version };
  }

  /** Groups the facts that were committed before the call, and are not merged into the counts of reports yet. */
  async readCounts(): Promise<PendingRows> {
    await this.#refresh.run();
    return groupFacts(this.#deltas);
  }

  async #readNew(): Promise<void> {
    const added = await listDeltas(this.#kv, this.#read);
    // Read last, so that no merge up to this turn has removed deltas that were not read.
    const { turn, upto } = (await this.#kv.get<IndexState>(keys.indexState)).value ?? FIRST_STATE;
    const isMerged = this.#deltas.length > 0 && this.#deltas[0]!.versionstamp <= upto;
    this.#read = added.at(-1)?.versionstamp ?? this.#read;
    this.#deltas = [...this.#deltas, ...added].filter(({ versionstamp }) => versionstamp > upto);
    if (isMerged) this.#changes = new Map();
    if (isMerged || added.length > 0) this.#version += 1;
    this.#turn = turn;
    addChanges(this.#changes, isMerged ? this.#deltas : added);
  }
}

async function readDeltas(kv: KeyValueStore, range: KeyRange, limit?: number): Promise<StoredDelta[]> {
  const entries = kv.list<Delta[]>(range, { ...limit !== undefined && { limit }, batchSize: 100 });
  return await Array.fromAsync(entries, ({ key, value }) => ({
    part: Number(key.at(-2)),
    versionstamp: String(key.at(-1)),
    deltas: Array.isArray(value) ? value.filter(Array.isArray) : [], // a damaged one has none
  }));
}

function toRange(part: number, after: string): KeyRange {
  return { prefix: keys.delta(part), start: [...prefixes.deltas, part, `${after}0`] };
}
