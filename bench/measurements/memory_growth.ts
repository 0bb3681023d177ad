/** How much memory a server holds: at first, and after many requests. */

import type { Bench, Effort } from "../bench.ts";
import { JsonRpcClient } from "../processes/json_rpc_client.ts";
import { MEMORY_IS_KNOWN, memoryOf } from "../processes/memory.ts";
import type { Program } from "../programs/program.ts";
import type { Figure, Section } from "../report/figure.ts";
import type { Stores } from "../stores.ts";
import { interleaved, type Measure } from "./interleaved.ts";
import { dayOfWork, listTools, next } from "./requests.ts";

/** Of our program, after so many requests. */
const GOAL = { requests: 50_000, megabytes: { atMost: 90 }, growth: { atMost: 1.05 } };

/** Every program's memory, before requests and after. */
export async function memoryGrowth(
  { builds, peers: { port }, floor: { echo }, stores, effort }: Bench,
): Promise<Section> {
  if (!MEMORY_IS_KNOWN) return { note: "Not measured: this system doesn't tell it as Linux does.", figures: [] };
  const programs: readonly Program[] = [echo, ...port ? [port] : [], ...builds];
  const participants = programs.map((program): [string, Measure] => {
    return [program.name, () => growth(program, stores, effort)];
  });
  const samples = await interleaved(effort.memories, Object.fromEntries(participants));
  const figures = programs.flatMap((program) => {
    const isOurs = builds.some((build) => build === program);
    return figuresOf(program.name, samples[program.name]!, effort.requests, isOurs);
  });
  return { note: noteOn(effort.closedDesk), figures };
}

const noteOn = (tickets: number) =>
  `Resident memory, 32 requests in flight on a desk of ${tickets} tickets; of a hundred requests 90 read a ticket, nine ` +
  "close one and one reads the list, which has all that are open.";

function figuresOf(
  program: string,
  quantities: Readonly<Record<string, number[]>>,
  counts: readonly number[],
  isOurs: boolean,
): Figure[] {
  const [second, last] = counts.slice(-2) as [number, number];
  return Object.entries(quantities).map(([what, samples]): Figure => {
    const figure: Figure = { what, program, unit: "MB", samples };
    if (!isOurs || what !== after(last)) return figure;
    const itself = { with: `itself ${after(second)}`, samples: quantities[after(second)]! };
    if (last < GOAL.requests) return { ...figure, compared: [itself] };
    return { ...figure, goal: GOAL.megabytes, compared: [{ ...itself, goal: GOAL.growth }] };
  });
}

function after(requests: number): string {
  return `after ${requests.toLocaleString("en")} requests`;
}

async function growth(
  program: Program,
  stores: Stores,
  { closedDesk, requests: counts }: Effort,
): Promise<Record<string, number>> {
  await using store = await stores.copy(program, closedDesk);
  await using client = new JsonRpcClient(program.serve(store.folder));
  await client.handshake();
  await client.request(listTools);
  const requests = dayOfWork(closedDesk);
  const megabytes: Record<string, number> = { "at the start": (await memoryOf(client.pid)).resident };
  let done = 0;
  for (const count of counts) {
    await client.load(next(requests, count - done), { inFlight: 32 });
    done = count;
    megabytes[after(count)] = (await memoryOf(client.pid)).resident;
  }
  megabytes["at most"] = (await memoryOf(client.pid)).highest;
  return megabytes;
}
