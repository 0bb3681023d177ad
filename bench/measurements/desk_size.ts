/** The latency of queries on a small and a large desk. */

import { type BenchContext, MEDIUM_DESK, SMALL_DESK } from "../bench_context.ts";
import { StdioClient } from "../processes/stdio_client.ts";
import type { Figure, Section } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";
import { computeMedian } from "../report/statistics.ts";
import { type Measure, measureInterleavedWarm } from "./measure_interleaved.ts";
import { cycleTickets, type Request, take, toGetTicket, toSearchTickets, toTicketStats } from "./requests.ts";

/** The number of sequential requests per sample, which is their median. */
const REQUESTS = 12;

/** Words that appear in real and generated questions, alone and together. */
const WORDS = ["card payment", "virtual card", "cash withdrawal", "exchange rate"];
const THREE_WORDS = ["virtual card payment", "cash withdrawal pending", "exchange rate wrong", "card still waiting"];
const FILTERS = ["status:open priority:high", "priority:urgent assignee:none", "status:open -priority:medium"];

/** The queries, each as an endless sequence of requests. */
const QUERIES: Readonly<Record<string, (tickets: number) => Iterator<Request>>> = {
  "search_tickets, by filters": () => cycleSearches(FILTERS),
  "search_tickets, two words": () => cycleSearches(WORDS),
  "search_tickets, three words": () => cycleSearches(THREE_WORDS),
  "get_ticket": (tickets) => cycleTickets(toGetTicket, tickets),
  "ticket_stats": (tickets) => cycleTickets(toTicketStats, tickets),
};

/** Compares queries of our program on a small and a large desk, interleaved. The other programs have no search. */
export function measureDeskSize(bench: BenchContext): Promise<Section> {
  return compareDesks(bench, [SMALL_DESK, bench.effort.largeDesk], { atMost: 2 });
}

/** The same with a million tickets, which take long to import. */
export function measureMillionTickets(bench: BenchContext): Promise<Section> {
  return compareDesks(bench, [MEDIUM_DESK, 1_000_000], { atMost: 4 });
}

async function compareDesks(
  { product, stores, effort }: BenchContext,
  [small, large]: readonly [small: number, large: number],
  goal: Goal,
): Promise<Section> {
  await using servers = new AsyncDisposableStack();
  const participants: Record<string, Measure> = {};
  for (const tickets of [small, large]) {
    const store = servers.use(await stores.copy(product, tickets));
    const client = servers.use(new StdioClient(product.serve(store.folder)));
    await client.handshake();
    const queries = Object.entries(QUERIES).map(([query, requests]) => [query, requests(tickets)] as const);
    participants[formatDeskSize(tickets)] = () => measureLatencies(client, queries);
  }
  const samples = await measureInterleavedWarm(effort.queries, participants);
  const figures = Object.keys(QUERIES).flatMap((query): Figure[] => {
    const figureOf = (tickets: number): Figure => {
      const own = samples[formatDeskSize(tickets)]![query]!;
      return { what: `${query}, ${formatDeskSize(tickets)}`, program: product.name, unit: "ms", samples: own };
    };
    const first = figureOf(small);
    const compared = [{ with: `at ${small.toLocaleString("en")}`, samples: first.samples, goal }];
    return [first, { ...figureOf(large), compared }];
  });
  return { note: NOTE, figures };
}

const NOTE = `From a request to its response, one after another; each sample is the median of ${REQUESTS}.`;

function formatDeskSize(tickets: number): string {
  return `${tickets.toLocaleString("en")} tickets`;
}

async function measureLatencies(
  client: StdioClient,
  queries: readonly (readonly [string, Iterator<Request>])[],
): Promise<Record<string, number>> {
  const medians: Record<string, number> = {};
  for (const [query, requests] of queries) {
    const milliseconds: number[] = [];
    for (const request of take(requests, REQUESTS)) milliseconds.push(await measureLatency(client, request));
    medians[query] = computeMedian(milliseconds);
  }
  return medians;
}

async function measureLatency(client: StdioClient, request: Request): Promise<number> {
  const began = performance.now();
  await client.request(request);
  return performance.now() - began;
}

function* cycleSearches(queries: readonly string[]): Generator<Request, never> {
  for (let number = 0;; number++) yield toSearchTickets(queries[number % queries.length]!);
}
