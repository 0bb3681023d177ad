/** One search in everything: tickets, articles and customers. */

import { batch, signal } from "@preact/signals";
import type { Bridge } from "../bridges/bridge.ts";
import type { ArticleRow } from "./knowledge.ts";
import type { Customer, TicketRow } from "./model.ts";
import type { LoadState } from "./queue.ts";

/** The best matches of each kind. */
export interface SearchResults {
  tickets: readonly TicketRow[];
  articles: readonly ArticleRow[];
  customers: readonly Customer[];
}

/** The most results of each kind. */
const LIMIT = 10;
const NONE: SearchResults = { tickets: [], articles: [], customers: [] };

/** Searches with a text that a person typed. */
export class Search {
  readonly state = signal<LoadState>("ready");
  readonly error = signal<unknown>(null);
  readonly results = signal(NONE);
  #generation = 0;

  constructor(private readonly bridge: Bridge) {}

  /** Finds the best matches. Filters that one kind does not have fail only there. */
  async find(query: string): Promise<void> {
    const generation = ++this.#generation;
    if (query.trim() === "") return this.#show(NONE);
    this.state.value = "loading";
    const call = (tool: string) => this.bridge.call<Partial<SearchResults>>(tool, { query, limit: LIMIT });
    const found = await Promise.allSettled(["search_tickets", "search_knowledge", "search_customers"].map(call));
    if (generation !== this.#generation) return;
    const failures = found.filter((result) => result.status === "rejected");
    if (failures.length === found.length) {
      this.error.value = failures[0]!.reason;
      this.state.value = "failed";
      return;
    }
    const pages = found.map((result) => result.status === "fulfilled" ? result.value : {});
    this.#show({ ...NONE, ...Object.assign({}, ...pages) });
  }

  #show(results: SearchResults): void {
    batch(() => {
      this.results.value = results;
      this.state.value = "ready";
    });
  }
}
