/** The number of the person's own tickets, which the server does not count for each person. */

import { signal } from "@preact/signals";
import type { Bridge } from "../bridges/bridge.ts";
import { findView, toSearch } from "./views.ts";

/** More are counted as "100+". */
const MOST = 100;

/** Counts the tickets of the view "Mine". */
export class MyTickets {
  /** Null until they are counted. */
  readonly count = signal<number | null>(null);
  /** There are more than `count`. */
  readonly hasMore = signal(false);
  readonly #bridge: Pick<Bridge, "call">;

  constructor(bridge: Pick<Bridge, "call">) {
    this.#bridge = bridge;
  }

  /** Counts again. If that fails, the last number stays. */
  async refresh(): Promise<void> {
    try {
      const { tickets, cursor } = await this.#bridge.call<{ tickets: unknown[]; cursor: string | null }>(
        "search_tickets",
        { ...toSearch(findView("mine"), "", null, MOST) },
      );
      this.count.value = tickets.length;
      this.hasMore.value = cursor !== null;
    } catch {
      // a lost connection shows in the frame
    }
  }
}
