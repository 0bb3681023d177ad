/** A changed policy on a desk of open tickets: tickets per second, and what callers notice meanwhile. */

import { join } from "node:path";
import { delay } from "../../base/timing/delay.ts";
import { type Actor, type Desk, openDesk } from "../../store/mod.ts";
import { type BenchContext, MEDIUM_DESK } from "../bench_context.ts";
import { generateTickets } from "../corpus/corpus.ts";
import { fillDesk } from "../corpus/generate_desk.ts";
import type { Section } from "../report/figure.ts";

const BY: { by: Actor } = { by: { kind: "system", name: "bench", version: null } };

/** The closes before a change. */
const CLOSES = 200;
/** The pause between checks of a ticket, and between closes, in milliseconds. */
const PAUSE = 10;
/** The time without a commit after which the background has nothing to do, in milliseconds. */
const IDLE = 3_000;
/** The goals of the change and of the closes. */
const GOALS = { ticketsPerSecond: { atLeast: 5_000 }, closes: { atMost: 2 } } as const;

/** Changes the policy of a desk while no one works, and again while someone closes tickets. */
export async function measurePolicies({ product: { name: program }, stores, effort }: BenchContext): Promise<Section> {
  const size = Math.max(MEDIUM_DESK, effort.largeDesk);
  await using store = await stores.createEmpty();
  const desk = await openDesk(join(store.folder, "desk.db"), { background: true });
  try {
    await fillDesk(desk.archive, generateOpenTickets(stores.corpus.questions, size));
    await waitUntilIdle(desk);
    const rate = size / await (await startChange(desk, size, 0.5)).seconds;
    const closing = new Closing(desk);
    const usual = await closing.closeMany(CLOSES);
    const change = await startChange(desk, size, 0.25);
    let isDone = false;
    const seconds = change.seconds.finally(() => isDone = true);
    const meanwhile = await closing.closeMany(size / 2, () => isDone);
    const busy = size / await seconds;
    const what = `${size.toLocaleString("en")} open tickets get other deadlines`;
    return {
      note: NOTE,
      figures: [
        { what, program, unit: "/s", samples: [rate], goal: GOALS.ticketsPerSecond },
        { what: `${what}, while tickets are closed`, program, unit: "/s", samples: [busy] },
        { what: "close", program, unit: "ms", samples: usual },
        {
          what: "close, while a policy is applied",
          program,
          unit: "ms",
          samples: meanwhile,
          compared: [{ with: "before", samples: usual, goal: GOALS.closes }],
        },
      ],
    };
  } finally {
    await desk.close();
  }
}

const NOTE =
  "In one process, on a file, after the import and the merges of the index: from the first ticket with its new due time to " +
  `the last one. Closes come one after another, with pauses of ${PAUSE} ms.`;

/** Generates tickets that were just created, so that no deadline passes during the measurement. */
function* generateOpenTickets(questions: Parameters<typeof generateTickets>[0], count: number) {
  const created_at = new Date().toISOString();
  for (const ticket of generateTickets(questions, count)) yield { ticket: { ...ticket, created_at } };
}

/** Waits for the commits of the background: after an import, it merges the changes of the index. */
async function waitUntilIdle({ activity }: Desk): Promise<void> {
  for (let before = -1; before !== activity.commits;) {
    before = activity.commits;
    await delay(IDLE);
  }
}

/** A change that is being applied. */
interface PolicyChange {
  /** The time from the first ticket with its new due time to the last one. */
  seconds: Promise<number>;
}

/** Changes the hours to the first reply, and waits for the first ticket with its new due time. */
async function startChange(desk: Desk, size: number, factor: number): Promise<PolicyChange> {
  const [first, last] = [await readDue(desk, 1), await readDue(desk, size)];
  const { first_reply, resolution } = structuredClone((await desk.settings.read()).deadlines);
  for (const limits of Object.values(first_reply)) {
    for (const [priority, hours] of Object.entries(limits)) {
      Object.assign(limits, { [priority]: Number(hours) * factor });
    }
  }
  await desk.settings.change((document) => ({ ...document, deadlines: { first_reply, resolution } }), BY);
  await waitForChange(desk, 1, first);
  const start = performance.now();
  return { seconds: waitForChange(desk, size, last).then(() => (performance.now() - start) / 1000) };
}

async function waitForChange(desk: Desk, number: number, before: string | null): Promise<void> {
  while (await readDue(desk, number) === before) await delay(PAUSE);
}

async function readDue({ tickets }: Desk, number: number): Promise<string | null> {
  return (await tickets.get(String(number))).due_at;
}

/** Closes tickets from the middle of a desk, one after another. */
class Closing {
  #next = 2;

  constructor(private readonly desk: Desk) {}

  /** Returns the duration of each close, in milliseconds. */
  async closeMany(most: number, isDone: () => boolean = () => false): Promise<number[]> {
    const samples: number[] = [];
    while (samples.length < most && !isDone()) {
      const start = performance.now();
      await this.desk.tickets.close(String(this.#next++), "Answered.", BY);
      samples.push(performance.now() - start);
      await delay(PAUSE);
    }
    return samples;
  }
}
