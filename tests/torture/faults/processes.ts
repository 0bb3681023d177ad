/** Faults of the processes that write. */

import { delay } from "../../../base/timing/delay.ts";
import type { Fault } from "../round.ts";
import type { Writer } from "../writer.ts";

/** A server is killed between two instructions, as by a crash or by a host that has no patience. */
const killed: Fault = {
  name: "kill -9",
  async run(round) {
    await using first = round.startWriter();
    await using second = round.startWriter();
    await first.waitFor(round.chooseMoment());
    first.signal("SIGKILL");
    await second.waitFor(second.acknowledged + 10);
    second.signal("SIGKILL");
    await Promise.all([first.waitForEnd(), second.waitForEnd()]);
  },
};

/** One of several servers stops and continues, as a machine that sleeps. */
const stopped: Fault = {
  name: "a stopped process",
  async run(round) {
    await using first = round.startWriter();
    await using second = round.startWriter();
    await first.waitFor(round.chooseMoment());
    first.signal("SIGSTOP");
    await delay(200 + round.random(800));
    first.signal("SIGCONT");
    await Promise.all([first.waitFor(first.acknowledged + 10), second.waitFor(second.acknowledged + 10)]);
    await endAll([first, second]);
  },
};

/** A server is asked to stop in the middle of its work. */
const terminated: Fault = {
  name: "SIGTERM",
  async run(round) {
    await using first = round.startWriter();
    await using second = round.startWriter();
    await first.waitFor(round.chooseMoment());
    first.signal("SIGTERM");
    await first.waitForEnd();
    await endAll([second]);
  },
};

/** A host goes away and leaves calls without responses. */
const hungUp: Fault = {
  name: "a host that goes away",
  async run(round) {
    await using writer = round.startWriter();
    await writer.waitFor(round.chooseMoment());
    await writer.hangUp();
    await writer.waitForEnd();
  },
};

/** A host asks for a lot and reads nothing, while others work; then it is killed, and its server with it. */
const deaf: Fault = {
  name: "a deaf and greedy host",
  async run(round) {
    await using greedy = round.startWriter();
    await using other = round.startWriter();
    await greedy.waitFor(round.chooseMoment());
    const { promise, resolve } = Promise.withResolvers<void>();
    greedy.beDeaf(promise);
    await other.waitFor(other.acknowledged + 20);
    greedy.signal("SIGKILL");
    resolve();
    await endAll([other]);
    await greedy.waitForEnd();
  },
};

/** Lets hosts get their last responses, and ends their servers. */
export async function endAll(writers: readonly Writer[]): Promise<void> {
  await Promise.all(writers.map(async (writer) => {
    await writer.finish();
    await writer.hangUp();
    await writer.waitForEnd();
  }));
}

export const PROCESS_FAULTS: readonly Fault[] = [killed, stopped, terminated, hungUp, deaf];
