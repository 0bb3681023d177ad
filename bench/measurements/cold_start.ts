/** The time from the start of a program until it is usable. */

import { type BenchContext, SMALL_DESK } from "../bench_context.ts";
import { StdioClient } from "../processes/stdio_client.ts";
import type { CommandLine, Program } from "../programs/program.ts";
import type { Comparison, Figure, Section } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";
import { type Measure, measureInterleavedWarm, type Samples } from "./measure_interleaved.ts";
import { listTools, toReadTicket } from "./requests.ts";

const EMPTY = "the empty program";
const EXIT = "start to end";
const LISTED = "start to tools/list";

/** Compares the start of each program with that of an empty one and of the article's. */
export async function measureColdStart(
  { builds, peers: { article, port }, baselines, stores, effort }: BenchContext,
): Promise<Section> {
  await using copies = new AsyncDisposableStack();
  const starts: Start[] = [{ program: EMPTY, measure: measureUntilExit(EXIT, baselines.empty) }];
  const others = [article, port].filter((program) => program !== undefined);
  for (const program of [...others, ...builds]) {
    const store = copies.use(await stores.copy(program, SMALL_DESK));
    starts.push(...listStarts(program, store.folder));
  }
  const samples = await sampleStarts(starts, effort.starts);
  const ours = new Set(builds.map(({ name }) => name));
  const figures = Object.entries(samples).flatMap(([program, quantities]) =>
    Object.entries(quantities).map(([what, own]): Figure => {
      const compared = ours.has(program) ? listComparisons(what, samples, article) : [];
      return { what, program, unit: "ms", samples: own, compared };
    })
  );
  return { note: NOTE, figures };
}

const NOTE =
  `From the start of the program to its exit, or to the response; on a desk of ${SMALL_DESK} tickets, over the ` +
  "handshake revision 2025-11-25.";

/** Limits, as multiples of the start of an empty program. */
const GOALS: Readonly<Record<string, Goal>> = {
  "--version": { atMost: 1.2 },
  "--help": { atMost: 1.2 },
  [LISTED]: { atMost: 2 },
};

function listComparisons(what: string, samples: Samples, article: Program | undefined): Comparison[] {
  const goal = GOALS[what];
  const empty: Comparison = { with: EMPTY, samples: samples[EMPTY]![EXIT]!, ...goal && { goal } };
  const started = article && samples[article.name]![what];
  if (!started) return [empty];
  const speedup: Goal | undefined = what === LISTED ? { atLeast: 7 } : undefined;
  const beside = { with: article.name, samples: started, isSpeedup: true, ...speedup && { goal: speedup } };
  return [empty, beside];
}

/** One way to start a program. */
interface Start {
  program: string;
  measure: Measure;
}

function listStarts(program: Program, store: string): Start[] {
  const ends = Object.entries(program.printing ?? {}).map(([what, command]) => measureUntilExit(what, command));
  return [...ends, measureUntilResponse(program.serve(store))].map((measure) => ({ program: program.name, measure }));
}

/** Interleaves all starts, and groups the samples by program. */
async function sampleStarts(starts: readonly Start[], rounds: number): Promise<Samples> {
  const turns = await measureInterleavedWarm(
    rounds,
    Object.fromEntries(starts.map(({ measure }, turn) => [turn, measure])),
  );
  const samples: Samples = {};
  starts.forEach(({ program }, turn) => Object.assign(samples[program] ??= {}, turns[turn]));
  return samples;
}

function measureUntilExit(what: string, { program, args }: CommandLine): Measure {
  return async () => {
    const began = performance.now();
    await new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null" }).spawn().status;
    return { [what]: performance.now() - began };
  };
}

function measureUntilResponse(command: CommandLine): Measure {
  return async () => {
    const began = performance.now();
    await using client = new StdioClient(command);
    await client.handshake();
    await client.request(listTools);
    const listed = performance.now() - began;
    await client.request(toReadTicket(1));
    return { [LISTED]: listed, "start to a ticket": performance.now() - began };
  };
}
