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

/** A kind that could not be searched, such as one without the filter that the person typed. */
export interface SearchFailure {
  kind: keyof SearchResults;
  error: unknown;
}

/** The response of one of the tools. */
type FoundPage = Partial<SearchResults> & { damaged?: readonly string[] };

/** The maximum number of results of each kind. */
const LIMIT = 10;
const NONE: SearchResults = { tickets: [], articles: [], customers: [] };
const TOOLS = [
  ["tickets", "list_ticket_rows"],
  ["articles", "search_knowledge"],
  ["customers", "search_customers"],
] as const;

/** Searches with a text that a person typed. */
export class Search {
  readonly state = signal<LoadState>("ready");
  readonly error = signal<unknown>(null);
  readonly results = signal(NONE);
  readonly failures = signal<readonly SearchFailure[]>([]);
  /** Sentences about damaged records of every kind. */
  readonly damaged = signal<readonly string[]>([]);
  #generation = 0;
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Finds the best matches. Filters that one kind does not have fail only there. */
  async find(query: string): Promise<void> {
    const generation = ++this.#generation;
    if (query.trim() === "") return this.#show(NONE);
    this.state.value = "loading";
    const call = (tool: string) => this.#bridge.call<FoundPage>(tool, { query, limit: LIMIT });
    const found = await Promise.allSettled(TOOLS.map(([, tool]) => call(tool)));
    if (generation !== this.#generation) return;
    const failures = found.flatMap((result, index) =>
      result.status === "rejected" ? [{ kind: TOOLS[index]![0], error: result.reason }] : []
    );
    if (failures.length === found.length) {
      this.error.value = failures[0]!.error;
      this.state.value = "failed";
      return;
    }
    const pages = found.map((result): FoundPage => result.status === "fulfilled" ? result.value : {});
    const damaged = [...new Set(pages.flatMap((page) => page.damaged ?? []))];
    this.#show({ ...NONE, ...Object.assign({}, ...pages) }, failures, damaged);
  }

  #show(
    results: SearchResults,
    failures: readonly SearchFailure[] = [],
    damaged: readonly string[] = [],
  ): void {
    batch(() => {
      this.results.value = results;
      this.failures.value = failures;
      this.damaged.value = damaged;
      this.state.value = "ready";
    });
  }
}
