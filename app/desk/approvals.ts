/** Changes that wait for a person's approval. */

import { batch, signal } from "@preact/signals";
import type { Bridge } from "../bridges/bridge.ts";
import type { Approval } from "./model.ts";
import type { Notices } from "./notices.ts";
import type { LoadState } from "./queue.ts";

export const APPROVAL_STATES = ["pending", "granted", "rejected"] as const;

/** Lists approvals. */
export class Approvals {
  readonly state = signal<LoadState>("loading");
  readonly error = signal<unknown>(null);
  readonly list = signal<readonly Approval[]>([]);
  /** Sentences about damaged records. */
  readonly damaged = signal<readonly string[]>([]);
  /** The number of pending approvals. */
  readonly pending = signal(0);
  /** The state of the approvals in the list. */
  readonly filter = signal("pending");
  /** The approval that the person has just decided on. */
  readonly deciding = signal<string | null>(null);
  readonly #bridge: Bridge;
  readonly #notices: Pick<Notices, "fail">;

  constructor(bridge: Bridge, notices: Pick<Notices, "fail">) {
    this.#bridge = bridge;
    this.#notices = notices;
  }

  async load(state = this.filter.value): Promise<void> {
    this.filter.value = state;
    try {
      const { approvals, damaged = [] } = await this.#read(state);
      if (this.filter.value !== state) return;
      batch(() => {
        this.list.value = approvals;
        this.damaged.value = damaged;
        if (state === "pending") this.pending.value = approvals.length;
        this.error.value = null;
        this.state.value = "ready";
      });
    } catch (error) {
      batch(() => {
        this.error.value = error;
        this.state.value = "failed";
      });
    }
  }

  /** Carries out a change that waits, or rejects it. It stays in the list, so that no other one takes its place. */
  async decide({ id }: Approval, decision: "grant" | "reject"): Promise<void> {
    if (this.deciding.value !== null) return;
    this.deciding.value = id;
    try {
      const { approval } = await this.#bridge.call<{ approval: Approval }>("decide_approval", {
        ...{ approval_id: id, decision },
      });
      this.list.value = this.list.value.map((shown) => shown.id === id ? approval : shown);
      this.pending.value--;
    } catch (error) {
      this.#notices.fail(error);
      await this.load();
    } finally {
      this.deciding.value = null;
    }
  }

  /** Counts the pending approvals. */
  async count(): Promise<void> {
    this.pending.value = (await this.#read("pending")).approvals.length;
  }

  #read(state: string): Promise<{ approvals: Approval[]; damaged?: readonly string[] }> {
    return this.#bridge.call("list_approvals", { state, limit: 50 });
  }
}
