/** What a query costs in a small desk and in a large one. */

import { type Bench, SMALL_DESK } from "../bench.ts";
import { JsonRpcClient } from "../processes/json_rpc_client.ts";
import type { Figure, Section } from "../report/figure.ts";
import { median } from "../report/statistics.ts";
import { interleavedWarm, type Measure } from "./interleaved.ts";
import { acrossTickets, getTicket, next, type Request, searchTickets, ticketStats } from "./requests.ts";

/** Each sample is the median of so many requests, one after another. */
const REQUESTS = 12;

/** Both kinds of questions, real and made up, have these words, alone and together. */
const WORDS = ["card payment", "virtual card", "cash withdrawal", "exchange rate"];
const FILTERS = ["status:open priority:high", "priority:urgent assignee:none", "status:open -priority:medium"];

/** What is asked, and how it goes on for ever. */
const QUERIES: Readonly<Record<string, (tickets: number) => Iterator<Request>>> = {
  "search_tickets, by filters": () => searches(FILTERS),
  "search_tickets, two words": () => searches(WORDS),
  "get_ticket": (tickets) => acrossTickets(getTicket, tickets),
  "ticket_stats": (tickets) => acrossTickets(ticketStats, tickets),
};

/** Queries of our own program in a small and a large desk, by turns: the others have no search. */
export function deskSize(bench: Bench): Promise<Section> {
  return smallAndLarge(bench, bench.effort.largeDesk);
}

/** The same with a million tickets, which take a while to import. */
export function millionTickets(bench: Bench): Promise<Section> {
  return smallAndLarge(bench, 1_000_000);
}

async function smallAndLarge({ product, stores, effort }: Bench, large: number): Promise<Section> {
  await using servers = new AsyncDisposableStack();
  const participants: Record<string, Measure> = {};
  for (const tickets of [SMALL_DESK, large]) {
    const store = servers.use(await stores.copy(product, tickets));
    const client = servers.use(new JsonRpcClient(product.serve(store.folder)));
    await client.handshake();
    const queries = Object.entries(QUERIES).map(([query, requests]) => [query, requests(tickets)] as const);
    participants[nameOf(tickets)] = () => latencies(client, queries);
  }
  const samples = await interleavedWarm(effort.queries, participants);
  const figures = Object.keys(QUERIES).flatMap((query): Figure[] => {
    const figureOf = (tickets: number): Figure => {
      const own = samples[nameOf(tickets)]![query]!;
      return { what: `${query}, ${nameOf(tickets)}`, program: product.name, unit: "ms", samples: own };
    };
    const small = figureOf(SMALL_DESK);
    const compared = [{ with: `at ${SMALL_DESK.toLocaleString("en")}`, samples: small.samples, goal: { atMost: 2 } }];
    return [small, { ...figureOf(large), compared }];
  });
  return { note: NOTE, figures };
}

const NOTE = `From sending a request to its answer, one after another; each sample is the median of ${REQUESTS}.`;

function nameOf(tickets: number): string {
  return `${tickets.toLocaleString("en")} tickets`;
}

async function latencies(
  client: JsonRpcClient,
  queries: readonly (readonly [string, Iterator<Request>])[],
): Promise<Record<string, number>> {
  const medians: Record<string, number> = {};
  for (const [query, requests] of queries) {
    const milliseconds: number[] = [];
    for (const request of next(requests, REQUESTS)) milliseconds.push(await latency(client, request));
    medians[query] = median(milliseconds);
  }
  return medians;
}

async function latency(client: JsonRpcClient, request: Request): Promise<number> {
  const began = performance.now();
  await client.request(request);
  return performance.now() - began;
}

function* searches(queries: readonly string[]): Generator<Request, never> {
  for (let number = 0;; number++) yield searchTickets(queries[number % queries.length]!);
}
