/** The memory of an open, idle session. */

import { delay } from "../../base/timing/delay.ts";
import { type BenchContext, SMALL_DESK } from "../bench_context.ts";
import { HttpClient } from "../processes/http_client.ts";
import { HttpServer } from "../processes/http_server.ts";
import { CAN_READ_MEMORY, readMemory } from "../processes/memory.ts";
import type { WebProgram } from "../programs/program.ts";
import type { Figure, Section } from "../report/figure.ts";
import { type Measure, measureInterleaved } from "./measure_interleaved.ts";

/** Sessions opened before the measurement, so that everything is loaded. */
const WARM_UP = 100;
/** The time for clean-up after sessions are opened, in milliseconds. */
const REST_MS = 1_000;

/** Compares the memory of our sessions with that of the Python port's. */
export async function measureIdleSessions(bench: BenchContext): Promise<Section> {
  const { builds, peers: { port }, effort } = bench;
  if (!CAN_READ_MEMORY) return { note: "Not measured: this system does not report memory as Linux does.", figures: [] };
  const programs: readonly WebProgram[] = [...port ? [port] : [], ...builds];
  const participants = programs.map((
    program,
  ): [string, Measure] => [program.name, () => measureSessionSize(program, bench)]);
  const samples = await measureInterleaved(effort.memories, Object.fromEntries(participants));
  const figures = programs.map((program): Figure => ({
    what: `each of ${effort.sessions.toLocaleString("en")} sessions`,
    program: program.name,
    unit: "KB",
    samples: samples[program.name]!.session!,
    ...program !== port && { goal: { atMost: 100 } },
  }));
  return { note: NOTE, figures };
}

const NOTE =
  "Resident memory per open HTTP session: the growth while the sessions are opened, including what is left over from " +
  `opening them. ${WARM_UP} others were opened before.`;

async function measureSessionSize(
  program: WebProgram,
  { stores, effort }: BenchContext,
): Promise<Record<string, number>> {
  await using store = await stores.copy(program, SMALL_DESK);
  await using server = await HttpServer.start((port) => program.serveHttp(store.folder, port));
  using host = await HttpClient.open(server.port, "in sessions");
  const before = await openSessions(WARM_UP, host, server);
  const after = await openSessions(effort.sessions, host, server);
  return { session: (after - before) * 1000 / effort.sessions };
}

/** The growth in megabytes when this many more sessions are open. */
async function openSessions(sessions: number, host: HttpClient, server: HttpServer): Promise<number> {
  for (let opened = 0; opened < sessions; opened++) await host.openSession();
  await delay(REST_MS);
  return (await readMemory(server.pid)).resident;
}
