/** How many escalations a second a program gets through, with a question to a person and one to a model in each. */

import { type Bench, SMALL_DESK } from "../bench.ts";
import { JsonRpcClient } from "../processes/json_rpc_client.ts";
import type { Program } from "../programs/program.ts";
import type { Section } from "../report/figure.ts";
import { interleaved, type Measure } from "./interleaved.ts";
import { comparedRates } from "./rates.ts";
import { eachTicket, escalateTicket, next } from "./requests.ts";

const WHAT = "escalate_ticket, one by one";
const WARM_UP = 50;

/** Our rate beside those of the article's server, of the Python port, and of a program that asks and writes but decides nothing. */
export async function escalations(bench: Bench): Promise<Section> {
  const { builds, peers: { article, port }, floor: { echo }, effort } = bench;
  const programs: readonly Program[] = [echo, ...article ? [article] : [], ...port ? [port] : [], ...builds];
  const participants = programs.map((program): [string, Measure] => [program.name, () => rateOf(program, bench)]);
  const samples = await interleaved(effort.loads, Object.fromEntries(participants));
  return { note: NOTE, figures: comparedRates(samples, builds, article ?? echo, article ? GOALS : {}) };
}

const GOALS = { [WHAT]: { atLeast: 4 } };

const NOTE =
  `One after another, on a desk of ${SMALL_DESK} tickets, by a host that answers both questions at once. The ` +
  "Python programs keep nothing of an escalation; the echo's and ours are answered once they are durable.";

async function rateOf(program: Program, { stores, effort }: Bench): Promise<Record<string, number>> {
  await using store = await stores.copy(program, SMALL_DESK);
  await using client = new JsonRpcClient(program.serve(store.folder));
  await client.handshake();
  const requests = eachTicket(escalateTicket, SMALL_DESK);
  await client.load(next(requests, WARM_UP), { inFlight: 1 });
  const { answered, seconds } = await client.load(requests, { inFlight: 1, milliseconds: effort.loadMilliseconds });
  return { [WHAT]: answered / seconds };
}
