/** Escalations per second, each with an elicitation and a sampling request. */

import { type BenchContext, SMALL_DESK } from "../bench_context.ts";
import { StdioClient } from "../processes/stdio_client.ts";
import type { Program } from "../programs/program.ts";
import type { Section } from "../report/figure.ts";
import { type Measure, measureInterleaved } from "./measure_interleaved.ts";
import { compareRates } from "./compare_rates.ts";
import { iterateTickets, take, toEscalateTicket } from "./requests.ts";

const WHAT = "escalate_ticket, one by one";
const WARM_UP = 50;

/** Compares our rate with those of the article's server, of the Python port and of the baseline. */
export async function measureEscalations(bench: BenchContext): Promise<Section> {
  const { builds, peers: { article, port }, baselines: { server: baseline }, effort } = bench;
  const programs: readonly Program[] = [baseline, ...article ? [article] : [], ...port ? [port] : [], ...builds];
  const participants = programs.map((program): [string, Measure] => [program.name, () => measureRate(program, bench)]);
  const samples = await measureInterleaved(effort.loads, Object.fromEntries(participants));
  return { note: NOTE, figures: compareRates(samples, builds, article ?? baseline, article ? GOALS : {}) };
}

const GOALS = { [WHAT]: { atLeast: 4 } };

const NOTE =
  `One after another, on a desk of ${SMALL_DESK} tickets, by a host that responds to both requests at once. The ` +
  "Python programs store nothing of an escalation; the baseline and ours respond once it is durable.";

async function measureRate(program: Program, { stores, effort }: BenchContext): Promise<Record<string, number>> {
  await using store = await stores.copy(program, SMALL_DESK);
  await using client = new StdioClient(program.serve(store.folder));
  await client.handshake();
  const requests = iterateTickets(toEscalateTicket, SMALL_DESK);
  await client.load(take(requests, WARM_UP), { inFlight: 1 });
  const { responses: answered, seconds } = await client.load(requests, {
    inFlight: 1,
    milliseconds: effort.loadMilliseconds,
  });
  return { [WHAT]: answered / seconds };
}
