import type { Approval } from "../../approval.ts";
import type { Batches, BatchInput, BatchPlan, BatchResult, BulkChange, BulkUpdate } from "../../batch.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import { describeBulkChange, formatBatchId, parseBatchId, toBatchNotFound, toReason } from "../../rules/batches/mod.ts";
import { createTicketEvent } from "../../rules/history/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import { commitOnce, type CommitOptions, findResult, type Store, type Transaction } from "../commit/mod.ts";
import { getAll, type Key } from "../port/mod.ts";
import { keys, toTicketEventKey } from "../schema/mod.ts";
import { toStoredEvent } from "../ticket_changes/mod.ts";
import { planUndo, planUpdate } from "./plan_batch.ts";
import { stageNext, stageStart } from "./stage_batch.ts";
import { formatLeft, leaveRest, listWaiting, type StoredBatch, toBatchResult } from "./stored_batch.ts";

/** The tickets in one commit: 200 take four. */
const TICKETS_PER_COMMIT = 50;

/**
 * On a KV Connect server, which allows ten checks: one for the batch, one for each ticket, and up to two more for a ticket whose
 * due time moves. The first commit shares them with an approval.
 */
const FEW_CHECKS = { maxChecks: 20, first: 1, next: 7, nextMoved: 2 } as const;

/** {@linkcode Batches} on the key-value store. */
export class KvBatches implements Batches {
  readonly #store: Store;
  readonly #limits: Record<"first" | "next" | "nextMoved", number>;

  /** @param maxChecks The maximum number of checks in one commit. */
  constructor(store: Store, maxChecks = Infinity) {
    this.#store = store;
    this.#limits = maxChecks <= FEW_CHECKS.maxChecks
      ? FEW_CHECKS
      : { first: TICKETS_PER_COMMIT, next: TICKETS_PER_COMMIT, nextMoved: TICKETS_PER_COMMIT };
  }

  plan(ids: readonly string[], update: BulkUpdate): Promise<BatchPlan> {
    return planUpdate(this.#store, ids, update);
  }

  planUndo(batchId: string): Promise<BatchPlan> {
    return planUndo(this.#store, batchId);
  }

  async carryOut(
    change: BulkChange,
    context: ChangeContext,
    input: BatchInput,
    onProgress?: (done: number, total: number) => Promise<void>,
  ): Promise<BatchResult> {
    const call = { operation: change.tool, input, context };
    const rule = (transaction: Transaction) => this.stage(transaction, change, context);
    const { result } = await commitOnce(this.#store, call, rule, this.getOptions(change));
    return await this.finish(result, onProgress);
  }

  async findResult(
    tool: BulkChange["tool"],
    context: ChangeContext,
    input: BatchInput,
  ): Promise<BatchResult | null> {
    const found = await findResult<number>(this.#store, { operation: tool, input, context });
    return found && await this.finish(found.result);
  }

  async recordRefusal(change: BulkChange, context: ChangeContext): Promise<void> {
    await this.#store.commits.commit((transaction) => this.stageRefusal(transaction, change, context));
  }

  /** Returns the options of the commit that starts a batch. */
  getOptions({ tickets }: BulkChange): CommitOptions & { reads: readonly Key[] } {
    const first = tickets.slice(0, this.#limits.first).map(({ id }) => keys.ticket(Number(id)));
    return { reads: [keys.nextBatch, keys.settings, ...first] };
  }

  /**
   * Stages the start of a batch.
   *
   * @returns Its number, for {@linkcode finish}.
   * @throws {DeskError} Like {@linkcode carryOut}.
   */
  stage(transaction: Transaction, change: BulkChange, context: ChangeContext): Promise<number> {
    return stageStart(this.#store.kv, transaction, change, context, this.#limits.first);
  }

  /** Changes the other tickets of a batch, unless another caller does. Returns what was done if the store fails. */
  async finish(
    number: number,
    onProgress?: (done: number, total: number) => Promise<void>,
  ): Promise<BatchResult> {
    for (;;) {
      const batch = await this.#read(number);
      await onProgress?.(batch.done, batch.total);
      if (batch.change === null) return toBatchResult(number, batch);
      try {
        await this.#changeNext(number, batch);
      } catch (error) {
        if (!(error instanceof DeskError)) throw error;
        return toBatchResult(number, leaveRest(batch, toReason(error)));
      }
    }
  }

  /** Counts what a batch has changed, and says why not all of its tickets. Null if it is not known any more. */
  async describe(batchId: string): Promise<Required<Pick<Approval, "changed_count" | "reason">> | null> {
    const { value: batch } = await this.#store.kv.get<StoredBatch>(keys.batch(parseBatchId(batchId)));
    if (batch === null) return null;
    const { changed: { length: changed_count }, total } = batch;
    return { changed_count, reason: changed_count === total ? null : explainRest(batch) };
  }

  /** Stages the events of a change that was not approved. The tickets stay the same. */
  async stageRefusal(transaction: Transaction, change: BulkChange, { by, requests }: ChangeContext): Promise<void> {
    const question = describeBulkChange(change);
    const origin = { by, requests: requests?.map((request) => ({ ...request, question })) };
    const numbers = change.tickets.map(({ id }) => keys.ticket(Number(id)));
    for (const ticket of await getAll<TicketRecord>(this.#store.kv, numbers)) {
      if (ticket === null) continue;
      const event = {
        ...createTicketEvent("not_approved", ticket, ticket, origin),
        at: formatInstant(transaction.now),
      };
      transaction.set(toTicketEventKey(Number(ticket.id), event, crypto.randomUUID()), toStoredEvent(event));
      transaction.recordChange({ kind: "ticket", id: ticket.id });
    }
  }

  async #read(number: number): Promise<StoredBatch> {
    const { value } = await this.#store.kv.get<StoredBatch>(keys.batch(number));
    if (value === null) throw toBatchNotFound(formatBatchId(number));
    return value;
  }

  async #changeNext(number: number, seen: StoredBatch): Promise<void> {
    const limit = this.#limits[seen.change !== null && movesDueTimes(seen.change) ? "nextMoved" : "next"];
    const tickets = listWaiting(seen).slice(0, limit).map(({ id }) => keys.ticket(Number(id)));
    await this.#store.commits.commit(async (transaction) => {
      const batch = await transaction.get<StoredBatch>(keys.batch(number));
      if (batch === null || batch.change === null || batch.done !== seen.done) return;
      await stageNext(this.#store.kv, transaction, number, batch, limit);
    }, { reads: [keys.batch(number), keys.settings, ...tickets] });
  }
}

function explainRest({ changed, total, done, left }: StoredBatch): string {
  const waiting = total - done;
  const rest = [
    ...left.map(formatLeft),
    ...waiting === 0 ? [] : [`${waiting} are not done. If it was interrupted, ask for the rest again.`],
  ];
  return `${changed.length} of ${total} tickets were changed. ${rest.join(" ")}`;
}

/** Reports whether a change may move the due times of its tickets. */
function movesDueTimes(change: BulkChange): boolean {
  if (change.tool === "undo_batch") return true;
  const { status, priority, resolution } = change.update;
  return status !== undefined || priority !== undefined || resolution !== undefined;
}
