/** Changes of many tickets: one preview, one approval, and one batch that can be undone. */

import { signal } from "@preact/signals";
import type { Bridge, OnProgress } from "../bridges/bridge.ts";
import type { CustomValues, Priority, Status, TicketRow } from "./model.ts";
import type { Notices } from "./notices.ts";
import { isRejected } from "./refusals.ts";
import { repeat } from "./repeat.ts";
import { createKey } from "./make_change.ts";

/** The maximum number of tickets of one batch. */
export const MOST_IN_BATCH = 200;

/** The values that all tickets of a batch get. A resolution closes them. */
export interface BatchValues {
  status?: Exclude<Status, "closed">;
  priority?: Priority;
  assignee?: string | null;
  snoozed_until?: string | null;
  add_tags?: readonly string[];
  remove_tags?: readonly string[];
  resolution?: string;
  custom?: CustomValues;
}

/** Tickets that stay the same, and why. */
export interface LeftTickets {
  reason: string;
  code?: string;
  ids: readonly string[];
}

/** The values of a ticket that an undo may give back. */
export type RestoredTicket = Pick<
  TicketRow,
  "id" | "status" | "priority" | "assignee" | "tags" | "snoozed_until" | "custom"
>;

/** A change that is being made. Views show it while the server asks the person for approval. */
export interface RunningBatch {
  /** The number of tickets that would change. */
  count: number;
  /** The first of them, as they are. */
  first: readonly TicketRow[];
  /** If a change is undone: the same tickets with the values that they get back. */
  restored: readonly RestoredTicket[];
  left: readonly LeftTickets[];
  /** The new values. Empty if a change is undone. */
  values: BatchValues;
  /** The person has approved it. */
  isApproved: boolean;
  /** The number of tickets that are changed already. 0 while the server asks. */
  done: number;
}

/** A change that was made. */
export interface Batch {
  batch_id: string;
  count: number;
  tickets: readonly { id: string; revision: number }[];
  left: readonly LeftTickets[];
}

type Result = Batch & { first?: readonly TicketRow[]; restored?: readonly RestoredTicket[] };

const NOTHING: RunningBatch = { count: 0, first: [], restored: [], left: [], values: {}, isApproved: false, done: 0 };

export interface BatchesOptions {
  bridge: Bridge;
  notices: Pick<Notices, "fail">;
  /** Shows the new values. */
  refresh(): void;
  /** In milliseconds, between repetitions after a lost connection. */
  delays?: readonly number[];
}

/** Changes many tickets with one call. */
export class Batches {
  readonly running = signal<RunningBatch | null>(null);
  readonly #options: BatchesOptions;

  constructor(options: BatchesOptions) {
    this.#options = options;
  }

  /**
   * Changes tickets in the same way. The server asks the person for approval. Failures are shown to the person.
   *
   * @returns Undefined if nothing was changed.
   */
  update(ids: readonly string[], values: BatchValues): Promise<Batch | undefined> {
    const noNull = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? "none"]));
    return this.#make("update_tickets", { ticket_ids: ids, ...noNull }, values);
  }

  /** Gives the tickets of a batch their former values. Like {@linkcode update}. */
  undo(batch_id: string): Promise<Batch | undefined> {
    return this.#make("undo_batch", { batch_id });
  }

  /** The person has approved the change that the server asks about. */
  approve(): void {
    if (this.running.value !== null) this.running.value = { ...this.running.value, isApproved: true };
  }

  /** Looks at what would change, which the question shows, and changes it. */
  async #make(tool: string, input: Record<string, unknown>, values: BatchValues = {}): Promise<Batch | undefined> {
    if (this.running.value !== null) return undefined;
    this.running.value = NOTHING;
    try {
      const { count, first = [], restored = [], left } = await this.#call(tool, { ...input, preview: true });
      this.running.value = { ...NOTHING, count, first, restored, left, values };
      const batch = await this.#change(tool, input);
      this.#options.refresh();
      return batch;
    } catch (error) {
      if (!isRejected(error)) this.#options.notices.fail(error);
      return undefined;
    } finally {
      this.running.value = null;
    }
  }

  /** The key lets a repeated call take effect once. */
  #change(tool: string, input: Record<string, unknown>): Promise<Batch> {
    const call = { ...input, idempotency_key: createKey() };
    const onProgress = (done: number) => {
      if (this.running.value !== null) this.running.value = { ...this.running.value, done };
    };
    return repeat(() => this.#call(tool, call, onProgress), this.#options.delays);
  }

  #call(tool: string, input: Record<string, unknown>, onProgress?: OnProgress): Promise<Result> {
    return this.#options.bridge.call<Result & Record<string, unknown>>(tool, input, onProgress);
  }
}
