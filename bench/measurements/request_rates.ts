/** How many requests a second a program answers on standard input and output. */

import { type Bench, SMALL_DESK } from "../bench.ts";
import { JsonRpcClient } from "../processes/json_rpc_client.ts";
import type { Program } from "../programs/program.ts";
import type { Section } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";
import { interleaved, type Measure } from "./interleaved.ts";
import { comparedRates } from "./rates.ts";
import { acrossTickets, closeTicket, eachTicket, next, readList, readTicket } from "./requests.ts";

const MANY = 32;

/** Our rates beside those of the Python port, and of a program that answers with nothing. */
export async function requestRates(bench: Bench): Promise<Section> {
  const { builds, peers: { port }, floor: { echo }, effort } = bench;
  const programs: readonly Program[] = [echo, ...port ? [port] : [], ...builds];
  const participants = programs.map((program): [string, Measure] => [program.name, () => ratesOf(program, bench)]);
  const samples = await interleaved(effort.loads, Object.fromEntries(participants));
  return { note: noteOn(effort.closedDesk), figures: comparedRates(samples, builds, port ?? echo, port ? GOALS : {}) };
}

const noteOn = (tickets: number) =>
  `One after another, and with ${MANY} waiting for their answers all the time; reads on a desk of ${SMALL_DESK} ` +
  `tickets, all of them open, closes on one of ${tickets}, each answered once it is durable.`;

/** How often the Python port's rate it should be. */
const GOALS: Readonly<Record<string, Goal>> = {
  [inFlight("ticket://list")]: { atLeast: 15 },
  [inFlight("ticket://{ticket_id}")]: { atLeast: 15 },
  [oneByOne("close_ticket_tool")]: { atLeast: 2 },
  [inFlight("close_ticket_tool")]: { atLeast: 12 },
};

function oneByOne(what: string): string {
  return `${what}, one by one`;
}

function inFlight(what: string): string {
  return `${what}, ${MANY} in flight`;
}

async function ratesOf(program: Program, bench: Bench): Promise<Record<string, number>> {
  return { ...await readRates(program, bench), ...await closeRates(program, bench) };
}

async function readRates(program: Program, { stores, effort }: Bench): Promise<Record<string, number>> {
  await using store = await stores.copy(program, SMALL_DESK);
  await using client = new JsonRpcClient(program.serve(store.folder));
  await client.handshake();
  const rates: Record<string, number> = {};
  for (const [what, read] of [["ticket://list", readList], ["ticket://{ticket_id}", readTicket]] as const) {
    const requests = acrossTickets(read, SMALL_DESK);
    const milliseconds = effort.loadMilliseconds;
    await client.load(requests, { inFlight: MANY, milliseconds: milliseconds / 2 }); // the code gets warm
    rates[oneByOne(what)] = rateOf(await client.load(requests, { inFlight: 1, milliseconds }));
    rates[inFlight(what)] = rateOf(await client.load(requests, { inFlight: MANY, milliseconds }));
  }
  return rates;
}

/** Each ticket is closed once: a tenth for warming up, two one by one, and the others many at a time. */
async function closeRates(program: Program, { stores, effort }: Bench): Promise<Record<string, number>> {
  await using store = await stores.copy(program, effort.closedDesk);
  await using client = new JsonRpcClient(program.serve(store.folder));
  await client.handshake();
  const requests = eachTicket(closeTicket, effort.closedDesk);
  const some = Math.floor(effort.closedDesk / 10);
  const milliseconds = effort.loadMilliseconds;
  await client.load(next(requests, some), { inFlight: MANY, milliseconds });
  return {
    [oneByOne("close_ticket_tool")]: rateOf(
      await client.load(next(requests, 2 * some), { inFlight: 1, milliseconds }),
    ),
    [inFlight("close_ticket_tool")]: rateOf(await client.load(requests, { inFlight: MANY, milliseconds })),
  };
}

function rateOf({ answered, seconds }: { answered: number; seconds: number }): number {
  return answered / seconds;
}
