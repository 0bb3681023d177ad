/** Version 4: lists of tickets and a ranked index take the place of one key for each term of each ticket. */

import { toBatches } from "../../../base/values/to_batches.ts";
import { getContributions } from "../../search/analysis/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { getPosition, IndexBuilder } from "../index/mod.ts";
import { EncodedValue, getAll, type Key, type KeyValueStore, type Mutation } from "../port/mod.ts";
import { keys, prefixes, type ReportProgress } from "../schema/mod.ts";
import { listToDelete, type MigrationProgress, runWithProgress } from "./migration_progress.ts";

/** The tickets whose terms are merged together. */
const TICKETS_PER_MERGE = 4_000;

/** The tickets that are read together. */
const TICKETS_PER_READ = 200;

const MUTATIONS_PER_COMMIT = 900;

/** Builds the index from the tickets, then deletes the keys that it replaces. */
export function buildIndex(kv: KeyValueStore, report: ReportProgress): Promise<void> {
  return runWithProgress(kv, (progress) => new IndexBuild(kv, progress, report).run());
}

class IndexBuild {
  /** The tickets that are in the builder. */
  #added: TicketRecord[] = [];
  readonly #builder: IndexBuilder;

  constructor(
    private readonly kv: KeyValueStore,
    private readonly progress: MigrationProgress,
    private readonly report: ReportProgress,
  ) {
    this.#builder = new IndexBuilder(kv);
  }

  async run(): Promise<void> {
    await this.#addTickets();
    await this.#deletePostings();
  }

  async #addTickets(): Promise<void> {
    const range = { prefix: prefixes.tickets, start: keys.ticket(this.progress.last + 1) };
    let read: TicketRecord[] = [];
    for await (const { value } of this.kv.list<TicketRecord>(range, { batchSize: TICKETS_PER_READ })) {
      if (read.push(value) < TICKETS_PER_READ) continue;
      await this.#addBatch(read);
      read = [];
    }
    if (read.length > 0) await this.#addBatch(read);
    await this.#merge();
  }

  async #addBatch(records: readonly TicketRecord[]): Promise<void> {
    const descriptions = await getAll<string>(this.kv, records.map(({ id }) => keys.description(Number(id))));
    for (const [index, record] of records.entries()) {
      const number = Number(record.id);
      const comments = record.comment_count === 0 ? [] : await this.#readComments(number);
      this.#builder.add(
        number,
        await getContributions({
          record,
          description: descriptions[index] ?? "",
          comments,
          authors: [], // the next step adds them
        }),
      );
      this.#added.push(record);
      if (this.#builder.isFull || this.#added.length === TICKETS_PER_MERGE) await this.#merge();
    }
  }

  async #readComments(ticket: number): Promise<string[]> {
    const entries = this.kv.list<Comment>({ prefix: prefixes.comments(ticket) });
    return await Array.fromAsync(entries, ({ value }) => value.body);
  }

  /** Writes the keys of the lists. Writing them again changes nothing. */
  async #commitLists(records: readonly TicketRecord[]): Promise<void> {
    const mutations = records.flatMap(listKeys).map((key): Mutation => ({
      type: "set",
      key,
      value: EncodedValue.from(0),
    }));
    for (const batch of toBatches(mutations, MUTATIONS_PER_COMMIT)) await this.progress.commit(batch);
  }

  async #merge(): Promise<void> {
    const added = this.#added;
    if (added.length === 0) return;
    this.#added = [];
    await this.#commitLists(added);
    for await (const mutations of this.#builder.takeMutations()) await this.progress.commit(mutations);
    const last = Number(added.at(-1)!.id);
    await this.progress.commit([], { last, tickets: added.length });
    this.report(`Building the search index: ${this.progress.tickets.toLocaleString("en")} tickets done.`);
  }

  /** Deletes the keys of the version before. */
  async #deletePostings(): Promise<void> {
    let deleted = 0;
    for await (const batch of listToDelete(this.kv, prefixes.earlierPostings)) {
      await this.progress.commit(batch);
      const before = deleted;
      deleted += batch.length;
      if (Math.floor(before / 100_000) !== Math.floor(deleted / 100_000)) {
        this.report(`Deleting the old search index: ${deleted.toLocaleString("en")} entries done.`);
      }
    }
  }
}

function listKeys(record: TicketRecord): Key[] {
  const position = getPosition(record);
  return [
    keys.created(...position),
    ...record.status === "open" ? [keys.open(...position)] : [],
    ...record.merged_into === null ? [] : [
      keys.duplicate(Number(record.merged_into), position[1]),
      keys.mergeTarget(Number(record.merged_into)),
    ],
  ];
}
