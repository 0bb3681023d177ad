/** How many requests a second a program answers over HTTP, to many hosts at once. */

import { type Bench, type Effort, SMALL_DESK } from "../bench.ts";
import { HttpHost, loadOverHttp, type Way } from "../processes/http_host.ts";
import { HttpServer } from "../processes/http_server.ts";
import type { WebProgram } from "../programs/program.ts";
import type { Comparison, Figure, Section } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";
import { median } from "../report/statistics.ts";
import { interleaved, type Measure } from "./interleaved.ts";
import { acrossTickets, closeTicket, eachTicket, next, readList, readTicket, type Request } from "./requests.ts";

const HOSTS = 32;
const WAYS: readonly Way[] = ["in sessions", "stateless"];

/** How often the Python port's rate it should be. */
const GOALS: Readonly<Record<string, Goal>> = {
  "ticket://list": { atLeast: 10 },
  "ticket://{ticket_id}": { atLeast: 10 },
  "close_ticket_tool": { atLeast: 4 },
};

/** Our rates in both ways beside those of the Python ports in the way in which each is quicker. */
export async function httpRates(bench: Bench): Promise<Section> {
  const { builds, peers: { port, tunedPort }, floor: { echo }, effort } = bench;
  const ports = [port, tunedPort].filter((program) => program !== undefined);
  const programs: readonly WebProgram[] = [echo, ...ports, ...builds];
  const participants = programs.map((program): [string, Measure] => [program.name, () => ratesOf(program, bench)]);
  const samples = await interleaved(effort.loads, Object.fromEntries(participants));
  const ratesIn = ({ name }: WebProgram, kind: string, way: Way) => samples[name]![`${kind}, ${way}`]!;
  const besides = (program: WebProgram, kind: string): Comparison[] => {
    if (ports.includes(program)) return [];
    const isOurs = builds.some((build) => build === program);
    return ports.map((other) => {
      const quicker = quickest(WAYS.map((way) => ratesIn(other, kind, way)));
      return { with: other.name, samples: quicker, ...isOurs && other === port && { goal: GOALS[kind]! } };
    });
  };
  const figures = Object.keys(GOALS).flatMap((kind) =>
    WAYS.flatMap((way) =>
      programs.map((program): Figure => {
        const compared = besides(program, kind);
        const own = ratesIn(program, kind, way);
        return { what: `${kind}, ${way}`, program: program.name, unit: "/s", samples: own, compared };
      })
    )
  );
  return { note: noteOn(effort), figures };
}

function noteOn({ httpClosedDesk, httpWarmUpMilliseconds }: Effort): string {
  const seconds = httpWarmUpMilliseconds / 1_000;
  return `${HOSTS} hosts with a connection each, which stays open, and one request at a time: in sessions of revision ` +
    `2025-11-25, or stateless, by revision 2026-07-28. Reads on a desk of ${SMALL_DESK} tickets, all of them open, closes ` +
    `on one of ${httpClosedDesk}, each answered once it is durable. Such a server runs for days: each was asked the same ` +
    `for ${seconds} s before, or had closed a quarter of the desk. The Python ports are compared in the way in which ` +
    `they are quicker.`;
}

function quickest(samples: readonly number[][]): number[] {
  return samples.toSorted((one, other) => median(other) - median(one))[0]!;
}

async function ratesOf(program: WebProgram, bench: Bench): Promise<Record<string, number>> {
  const { httpClosedDesk } = bench.effort;
  const reads = await ratesOn(program, bench, SMALL_DESK, {
    "ticket://list": () => endless(acrossTickets(readList, SMALL_DESK)),
    "ticket://{ticket_id}": () => endless(acrossTickets(readTicket, SMALL_DESK)),
  });
  const closes = eachTicket(closeTicket, httpClosedDesk);
  const share = Math.floor(httpClosedDesk / WAYS.length / 2);
  const closing = { "close_ticket_tool": () => ({ warmUp: next(closes, share), counted: next(closes, share) }) };
  return { ...reads, ...await ratesOn(program, bench, httpClosedDesk, closing) };
}

/** The requests of one kind and way: first those that aren't counted. */
interface Requests {
  warmUp: Iterator<Request>;
  counted: Iterator<Request>;
}

function endless(requests: Iterator<Request>): Requests {
  return { warmUp: requests, counted: requests };
}

/** Rates of each kind of requests, in both ways. */
async function ratesOn(
  program: WebProgram,
  { stores, effort }: Bench,
  tickets: number,
  kinds: Readonly<Record<string, () => Requests>>,
): Promise<Record<string, number>> {
  await using store = await stores.copy(program, tickets);
  await using server = await HttpServer.start((port) => program.serveHttp(store.folder, port));
  const rates: Record<string, number> = {};
  for (const way of WAYS) {
    using hosts = await Hosts.open(server.port, way);
    for (const [kind, requestsOf] of Object.entries(kinds)) {
      const { warmUp, counted } = requestsOf();
      await loadOverHttp(hosts.all, warmUp, effort.httpWarmUpMilliseconds);
      const { answered, seconds } = await loadOverHttp(hosts.all, counted, effort.loadMilliseconds);
      rates[`${kind}, ${way}`] = answered / seconds;
    }
  }
  return rates;
}

/** Several, which let go of their connections together. */
class Hosts implements Disposable {
  private constructor(readonly all: readonly HttpHost[]) {}

  static async open(port: number, way: Way): Promise<Hosts> {
    return new Hosts(await Promise.all(Array.from({ length: HOSTS }, () => HttpHost.open(port, way))));
  }

  [Symbol.dispose](): void {
    for (const host of this.all) host[Symbol.dispose]();
  }
}
