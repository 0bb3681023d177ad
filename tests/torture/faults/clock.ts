/** Faults of the clock. */

import type { Fault } from "../round.ts";
import { endAll } from "./processes.ts";

/** The library of Debian's package `faketime`. */
const LIBRARIES = ["x86_64", "aarch64"].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`);

/** Three servers share a desk, and the clocks of two are wrong. One is set while it works. */
const jumps: Fault = {
  name: "clocks that jump",
  async findObstacle() {
    return await findLibrary() === undefined ? "it needs libfaketime (Debian: apt-get install faketime)" : undefined;
  },
  async run(round) {
    const library = (await findLibrary())!;
    const offset = round.folder.file("offset");
    const set = (text: string) => Deno.writeTextFile(offset, text);
    await set("+0");
    // No system sets the monotonic clock back: timers would wait for days.
    const fake = { LD_PRELOAD: library, FAKETIME_NO_CACHE: "1", FAKETIME_DONT_FAKE_MONOTONIC: "1" };
    await using right = round.startWriter();
    await using fast = round.startWriter({ env: { ...round.env, ...fake, FAKETIME: "+3d" } });
    await using changing = round.startWriter({ env: { ...round.env, ...fake, FAKETIME_TIMESTAMP_FILE: offset } });
    await changing.waitFor(round.chooseMoment());
    for (const jump of ["-2d", "+400d", "-30s"]) {
      await set(jump);
      await changing.waitFor(changing.acknowledged + 5);
    }
    await endAll([right, fast, changing]);
  },
};

async function findLibrary(): Promise<string | undefined> {
  for (const path of LIBRARIES) {
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
  return undefined;
}

export const CLOCK_FAULTS: readonly Fault[] = [jumps];
