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

  /**
   * Counts again. If that fails, the last number stays.
   *
   * @param counted The number of tickets before the cursor. The server sends fewer at a time if they are long.
   */
  async refresh(counted = 0, cursor?: string): Promise<void> {
    try {
      const page = await this.#bridge.call<{ tickets: unknown[]; cursor: string | null }>("list_ticket_rows", {
        ...toSearch(findView("mine"), "", null, MOST - counted),
        ...cursor && { cursor },
      });
      const count = counted + page.tickets.length;
      if (page.cursor !== null && count < MOST) return await this.refresh(count, page.cursor);
      this.count.value = count;
      this.hasMore.value = page.cursor !== null;
    } catch {
      // a lost connection shows in the frame
    }
  }
}
