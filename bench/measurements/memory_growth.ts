/** The memory of a server at the start and after many requests. */

import type { BenchContext, Effort } from "../bench_context.ts";
import { StdioClient } from "../processes/stdio_client.ts";
import { CAN_READ_MEMORY, readMemory } from "../processes/memory.ts";
import type { Program } from "../programs/program.ts";
import type { Figure, Section } from "../report/figure.ts";
import type { Stores } from "../stores.ts";
import { type Measure, measureInterleaved } from "./measure_interleaved.ts";
import { generateWorkload, listTools, take } from "./requests.ts";

/** Goals for our program, by number of requests. */
const GOAL = { requests: 50_000, megabytes: { atMost: 90 }, growth: { atMost: 1.05 } };

/** Compares the memory of each program before and after requests. */
export async function measureMemoryGrowth(
  { builds, peers: { port }, baselines: { server: baseline }, stores, effort }: BenchContext,
): Promise<Section> {
  if (!CAN_READ_MEMORY) return { note: "Not measured: this system does not report memory as Linux does.", figures: [] };
  const programs: readonly Program[] = [baseline, ...port ? [port] : [], ...builds];
  const participants = programs.map((program): [string, Measure] => {
    return [program.name, () => measureGrowth(program, stores, effort)];
  });
  const samples = await measureInterleaved(effort.memories, Object.fromEntries(participants));
  const figures = programs.flatMap((program) => {
    const isOurs = builds.some((build) => build === program);
    return toFigures(program.name, samples[program.name]!, effort.requests, isOurs);
  });
  return { note: formatNote(effort.closedDesk), figures };
}

const formatNote = (tickets: number) =>
  `Resident memory, 32 requests in flight on a desk of ${tickets} tickets; of 100 requests, 90 read a ticket, nine ` +
  "close one, and one reads the list of all open tickets.";

function toFigures(
  program: string,
  quantities: Readonly<Record<string, number[]>>,
  counts: readonly number[],
  isOurs: boolean,
): Figure[] {
  const [second, last] = counts.slice(-2) as [number, number];
  return Object.entries(quantities).map(([what, samples]): Figure => {
    const figure: Figure = { what, program, unit: "MB", samples };
    if (!isOurs || what !== formatMoment(last)) return figure;
    const itself = { with: `itself ${formatMoment(second)}`, samples: quantities[formatMoment(second)]! };
    if (last < GOAL.requests) return { ...figure, compared: [itself] };
    return { ...figure, goal: GOAL.megabytes, compared: [{ ...itself, goal: GOAL.growth }] };
  });
}

function formatMoment(requests: number): string {
  return `after ${requests.toLocaleString("en")} requests`;
}

async function measureGrowth(
  program: Program,
  stores: Stores,
  { closedDesk, requests: counts }: Effort,
): Promise<Record<string, number>> {
  await using store = await stores.copy(program, closedDesk);
  await using client = new StdioClient(program.serve(store.folder));
  await client.handshake();
  await client.request(listTools);
  const requests = generateWorkload(closedDesk);
  const megabytes: Record<string, number> = { "at the start": (await readMemory(client.pid)).resident };
  let done = 0;
  for (const count of counts) {
    await client.load(take(requests, count - done), { inFlight: 32 });
    done = count;
    megabytes[formatMoment(count)] = (await readMemory(client.pid)).resident;
  }
  megabytes["at most"] = (await readMemory(client.pid)).peak;
  return megabytes;
}
