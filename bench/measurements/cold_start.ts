/** How long it takes from starting a program until it is of use. */

import { type Bench, SMALL_DESK } from "../bench.ts";
import { JsonRpcClient } from "../processes/json_rpc_client.ts";
import type { CommandLine, Program } from "../programs/program.ts";
import type { Figure, Section } from "../report/figure.ts";
import { interleavedWarm, type Measure } from "./interleaved.ts";
import { listTools, readTicket } from "./requests.ts";

const EMPTY = "the empty program";
const EXIT = "start to end";

/** Every program's start beside that of an empty one. */
export async function coldStart({ programs, floor, stores, effort }: Bench): Promise<Section> {
  await using copies = new AsyncDisposableStack();
  const participants: Record<string, Measure> = { [EMPTY]: async () => ({ [EXIT]: await untilEnd(floor.empty) }) };
  for (const program of programs) {
    const store = copies.use(await stores.copy(program, SMALL_DESK));
    participants[program.name] = () => starts(program, store.folder);
  }
  const samples = await interleavedWarm(effort.starts, participants);
  const against = { name: EMPTY, samples: samples[EMPTY]![EXIT]! };
  const figures = Object.entries(samples).flatMap(([program, quantities]) =>
    Object.entries(quantities).map(([what, samples]): Figure => ({ what, program, unit: "ms", samples, against }))
  );
  return { title: "Cold start", note: NOTE, figures };
}

const NOTE = `From starting the program to its end, or to the answer; on a desk of ${SMALL_DESK} tickets, over the ` +
  "handshake revision 2025-11-25.";

async function starts(program: Program, store: string): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  for (const [what, command] of Object.entries(program.printing ?? {})) ends[what] = await untilEnd(command);
  return { ...ends, ...await untilAnswers(program.serve(store)) };
}

async function untilEnd({ program, args }: CommandLine): Promise<number> {
  const began = performance.now();
  await new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null" }).spawn().status;
  return performance.now() - began;
}

async function untilAnswers(command: CommandLine): Promise<Record<string, number>> {
  const began = performance.now();
  await using client = new JsonRpcClient(command);
  await client.handshake();
  await client.request(listTools);
  const listed = performance.now() - began;
  await client.request(readTicket(1));
  return { "start to tools/list": listed, "start to a ticket": performance.now() - began };
}
