/** How long it takes from starting a program until it is of use. */

import { type Bench, SMALL_DESK } from "../bench.ts";
import { JsonRpcClient } from "../processes/json_rpc_client.ts";
import type { CommandLine, Program } from "../programs/program.ts";
import type { Comparison, Figure, Section } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";
import { interleavedWarm, type Measure, type Samples } from "./interleaved.ts";
import { listTools, readTicket } from "./requests.ts";

const EMPTY = "the empty program";
const EXIT = "start to end";
const LISTED = "start to tools/list";

/** Every program's start beside those of an empty one and of the article's. */
export async function coldStart({ builds, peers: { article, port }, floor, stores, effort }: Bench): Promise<Section> {
  await using copies = new AsyncDisposableStack();
  const starts: Start[] = [{ program: EMPTY, measure: untilEnd(EXIT, floor.empty) }];
  const others = [article, port].filter((program) => program !== undefined);
  for (const program of [...others, ...builds]) {
    const store = copies.use(await stores.copy(program, SMALL_DESK));
    starts.push(...startsOf(program, store.folder));
  }
  const samples = await samplesOf(starts, effort.starts);
  const ours = new Set(builds.map(({ name }) => name));
  const figures = Object.entries(samples).flatMap(([program, quantities]) =>
    Object.entries(quantities).map(([what, own]): Figure => {
      const compared = ours.has(program) ? comparisons(what, samples, article) : [];
      return { what, program, unit: "ms", samples: own, compared };
    })
  );
  return { note: NOTE, figures };
}

const NOTE = `From starting the program to its end, or to the answer; on a desk of ${SMALL_DESK} tickets, over the ` +
  "handshake revision 2025-11-25.";

/** What it may take, in starts of an empty program. */
const GOALS: Readonly<Record<string, Goal>> = {
  "--version": { atMost: 1.2 },
  "--help": { atMost: 1.2 },
  [LISTED]: { atMost: 2 },
};

function comparisons(what: string, samples: Samples, article: Program | undefined): Comparison[] {
  const goal = GOALS[what];
  const empty: Comparison = { with: EMPTY, samples: samples[EMPTY]![EXIT]!, ...goal && { goal } };
  const started = article && samples[article.name]![what];
  if (!started) return [empty];
  const quickness: Goal | undefined = what === LISTED ? { atLeast: 7 } : undefined;
  const beside = { with: article.name, samples: started, asQuickness: true, ...quickness && { goal: quickness } };
  return [empty, beside];
}

/** A program's start in one of the ways in which it starts. */
interface Start {
  program: string;
  measure: Measure;
}

function startsOf(program: Program, store: string): Start[] {
  const ends = Object.entries(program.printing ?? {}).map(([what, command]) => untilEnd(what, command));
  return [...ends, untilAnswers(program.serve(store))].map((measure) => ({ program: program.name, measure }));
}

/** Every start takes its turn by itself; the samples are by program all the same. */
async function samplesOf(starts: readonly Start[], rounds: number): Promise<Samples> {
  const turns = await interleavedWarm(rounds, Object.fromEntries(starts.map(({ measure }, turn) => [turn, measure])));
  const samples: Samples = {};
  starts.forEach(({ program }, turn) => Object.assign(samples[program] ??= {}, turns[turn]));
  return samples;
}

function untilEnd(what: string, { program, args }: CommandLine): Measure {
  return async () => {
    const began = performance.now();
    await new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null" }).spawn().status;
    return { [what]: performance.now() - began };
  };
}

function untilAnswers(command: CommandLine): Measure {
  return async () => {
    const began = performance.now();
    await using client = new JsonRpcClient(command);
    await client.handshake();
    await client.request(listTools);
    const listed = performance.now() - began;
    await client.request(readTicket(1));
    return { [LISTED]: listed, "start to a ticket": performance.now() - began };
  };
}
