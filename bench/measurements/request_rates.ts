/** Requests per second on stdio. */

import { type BenchContext, SMALL_DESK } from "../bench_context.ts";
import { StdioClient } from "../processes/stdio_client.ts";
import type { Program } from "../programs/program.ts";
import type { Section } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";
import { type Measure, measureInterleaved } from "./measure_interleaved.ts";
import { compareRates } from "./compare_rates.ts";
import { cycleTickets, iterateTickets, take, toCloseTicket, toReadList, toReadTicket } from "./requests.ts";

const CONCURRENCY = 32;

/** Compares our rates with those of the Python port and of the baseline. */
export async function measureRequestRates(bench: BenchContext): Promise<Section> {
  const { builds, peers: { port }, baselines: { server: baseline }, effort } = bench;
  const programs: readonly Program[] = [baseline, ...port ? [port] : [], ...builds];
  const participants = programs.map((program): [string, Measure] => [program.name, () => measureRates(program, bench)]);
  const samples = await measureInterleaved(effort.loads, Object.fromEntries(participants));
  return {
    note: formatNote(effort.closedDesk),
    figures: compareRates(samples, builds, port ?? baseline, port ? GOALS : {}),
  };
}

const formatNote = (tickets: number) =>
  `One after another, and with ${CONCURRENCY} in flight; reads on a desk of ${SMALL_DESK} tickets, all of them open; ` +
  `closes on one of ${tickets}, each durable before the response.`;

/** Goals, as multiples of the Python port's rate. */
const GOALS: Readonly<Record<string, Goal>> = {
  [formatConcurrent("ticket://list")]: { atLeast: 15 },
  [formatConcurrent("ticket://{ticket_id}")]: { atLeast: 15 },
  [formatSequential("close_ticket_tool")]: { atLeast: 2 },
  [formatConcurrent("close_ticket_tool")]: { atLeast: 12 },
};

function formatSequential(what: string): string {
  return `${what}, one by one`;
}

function formatConcurrent(what: string): string {
  return `${what}, ${CONCURRENCY} in flight`;
}

async function measureRates(program: Program, bench: BenchContext): Promise<Record<string, number>> {
  return { ...await measureReadRates(program, bench), ...await measureCloseRates(program, bench) };
}

async function measureReadRates(program: Program, { stores, effort }: BenchContext): Promise<Record<string, number>> {
  await using store = await stores.copy(program, SMALL_DESK);
  await using client = new StdioClient(program.serve(store.folder));
  await client.handshake();
  const rates: Record<string, number> = {};
  for (const [what, read] of [["ticket://list", toReadList], ["ticket://{ticket_id}", toReadTicket]] as const) {
    const requests = cycleTickets(read, SMALL_DESK);
    const milliseconds = effort.loadMilliseconds;
    await client.load(requests, { inFlight: CONCURRENCY, milliseconds: milliseconds / 2 }); // warm-up
    rates[formatSequential(what)] = toRate(await client.load(requests, { inFlight: 1, milliseconds }));
    rates[formatConcurrent(what)] = toRate(await client.load(requests, { inFlight: CONCURRENCY, milliseconds }));
  }
  return rates;
}

/** Closes each ticket once: a tenth as warm-up, two tenths one by one, and the others many at a time. */
async function measureCloseRates(program: Program, { stores, effort }: BenchContext): Promise<Record<string, number>> {
  await using store = await stores.copy(program, effort.closedDesk);
  await using client = new StdioClient(program.serve(store.folder));
  await client.handshake();
  const requests = iterateTickets(toCloseTicket, effort.closedDesk);
  const some = Math.floor(effort.closedDesk / 10);
  const milliseconds = effort.loadMilliseconds;
  await client.load(take(requests, some), { inFlight: CONCURRENCY, milliseconds });
  return {
    [formatSequential("close_ticket_tool")]: toRate(
      await client.load(take(requests, 2 * some), { inFlight: 1, milliseconds }),
    ),
    [formatConcurrent("close_ticket_tool")]: toRate(
      await client.load(requests, { inFlight: CONCURRENCY, milliseconds }),
    ),
  };
}

function toRate({ responses, seconds }: { responses: number; seconds: number }): number {
  return responses / seconds;
}
