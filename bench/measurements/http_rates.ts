/** Requests per second over HTTP, from many hosts at once. */

import { type BenchContext, type Effort, SMALL_DESK } from "../bench_context.ts";
import { HttpClient, type HttpMode, runHttpLoad } from "../processes/http_client.ts";
import { HttpServer } from "../processes/http_server.ts";
import type { WebProgram } from "../programs/program.ts";
import type { Comparison, Figure, Section } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";
import { computeMedian } from "../report/statistics.ts";
import { type Measure, measureInterleaved } from "./measure_interleaved.ts";
import {
  cycleTickets,
  iterateTickets,
  type Request,
  take,
  toCloseTicket,
  toReadList,
  toReadTicket,
} from "./requests.ts";

const CLIENTS = 32;
const MODES: readonly HttpMode[] = ["in sessions", "stateless"];

/** Goals, as multiples of the Python port's rate. */
const GOALS: Readonly<Record<string, Goal>> = {
  "ticket://list": { atLeast: 10 },
  "ticket://{ticket_id}": { atLeast: 10 },
  "close_ticket_tool": { atLeast: 4 },
};

/** Compares our rates in both modes with those of the Python ports in their faster mode. */
export async function measureHttpRates(bench: BenchContext): Promise<Section> {
  const { builds, peers: { port, tunedPort }, baselines: { server: baseline }, effort } = bench;
  const ports = [port, tunedPort].filter((program) => program !== undefined);
  const programs: readonly WebProgram[] = [baseline, ...ports, ...builds];
  const participants = programs.map((program): [string, Measure] => [program.name, () => measureRates(program, bench)]);
  const samples = await measureInterleaved(effort.loads, Object.fromEntries(participants));
  const ratesIn = ({ name }: WebProgram, kind: string, way: HttpMode) => samples[name]![`${kind}, ${way}`]!;
  const besides = (program: WebProgram, kind: string): Comparison[] => {
    if (ports.includes(program)) return [];
    const isOurs = builds.some((build) => build === program);
    return ports.map((other) => {
      const quicker = getFastest(MODES.map((way) => ratesIn(other, kind, way)));
      return { with: other.name, samples: quicker, ...isOurs && other === port && { goal: GOALS[kind]! } };
    });
  };
  const figures = Object.keys(GOALS).flatMap((kind) =>
    MODES.flatMap((way) =>
      programs.map((program): Figure => {
        const compared = besides(program, kind);
        const own = ratesIn(program, kind, way);
        return { what: `${kind}, ${way}`, program: program.name, unit: "/s", samples: own, compared };
      })
    )
  );
  return { note: formatNote(effort), figures };
}

function formatNote({ httpClosedDesk, httpWarmUpMilliseconds }: Effort): string {
  const seconds = httpWarmUpMilliseconds / 1_000;
  return `${CLIENTS} hosts, each with one connection and one request at a time: in sessions of revision 2025-11-25, or ` +
    `stateless in revision 2026-07-28. Reads on a desk of ${SMALL_DESK} tickets, all of them open; closes on one of ` +
    `${httpClosedDesk}, each durable before the response. Such a server runs for days, so each was warmed up with the ` +
    `same requests for ${seconds} s, or had closed a quarter of the desk. The Python ports are compared in the mode in ` +
    `which they are faster.`;
}

function getFastest(samples: readonly number[][]): number[] {
  return samples.toSorted((one, other) => computeMedian(other) - computeMedian(one))[0]!;
}

async function measureRates(program: WebProgram, bench: BenchContext): Promise<Record<string, number>> {
  const { httpClosedDesk } = bench.effort;
  const reads = await measureRatesOn(program, bench, SMALL_DESK, {
    "ticket://list": () => toEndlessRequests(cycleTickets(toReadList, SMALL_DESK)),
    "ticket://{ticket_id}": () => toEndlessRequests(cycleTickets(toReadTicket, SMALL_DESK)),
  });
  const closes = iterateTickets(toCloseTicket, httpClosedDesk);
  const share = Math.floor(httpClosedDesk / MODES.length / 2);
  const closing = { "close_ticket_tool": () => ({ warmUp: take(closes, share), counted: take(closes, share) }) };
  return { ...reads, ...await measureRatesOn(program, bench, httpClosedDesk, closing) };
}

/** Measures the rate of one kind of request in one mode, after a warm-up. */
interface Requests {
  warmUp: Iterator<Request>;
  counted: Iterator<Request>;
}

function toEndlessRequests(requests: Iterator<Request>): Requests {
  return { warmUp: requests, counted: requests };
}

/** Measures the rates of each kind of request in both modes. */
async function measureRatesOn(
  program: WebProgram,
  { stores, effort }: BenchContext,
  tickets: number,
  kinds: Readonly<Record<string, () => Requests>>,
): Promise<Record<string, number>> {
  await using store = await stores.copy(program, tickets);
  await using server = await HttpServer.start((port) => program.serveHttp(store.folder, port));
  const rates: Record<string, number> = {};
  for (const way of MODES) {
    using hosts = await HttpClients.open(server.port, way);
    for (const [kind, requestsOf] of Object.entries(kinds)) {
      const { warmUp, counted } = requestsOf();
      await runHttpLoad(hosts.all, warmUp, effort.httpWarmUpMilliseconds);
      const { responses: answered, seconds } = await runHttpLoad(hosts.all, counted, effort.loadMilliseconds);
      rates[`${kind}, ${way}`] = answered / seconds;
    }
  }
  return rates;
}

/** Several hosts, which close their connections together. */
class HttpClients implements Disposable {
  private constructor(readonly all: readonly HttpClient[]) {}

  static async open(port: number, way: HttpMode): Promise<HttpClients> {
    return new HttpClients(await Promise.all(Array.from({ length: CLIENTS }, () => HttpClient.open(port, way))));
  }

  [Symbol.dispose](): void {
    for (const host of this.all) host[Symbol.dispose]();
  }
}
