/** Faults between the servers and a KV Connect server. */

import { delay } from "../../../base/timing/delay.ts";
import { ACCESS_TOKEN, findServerProgram, KvServer } from "../../store/kv/kv_server.ts";
import type { Fault, Round } from "../round.ts";
import { CuttingProxy } from "./cutting_proxy.ts";
import { endAll } from "./processes.ts";

/** Two servers share a desk over a line that is slow and breaks. */
const broken: Fault = {
  name: "a line that breaks",
  findObstacle,
  async run(round) {
    const server = await startServer(round);
    const proxy = round.defer(new CuttingProxy(new URL(server.url), round.random));
    round.db = proxy.url;
    await using first = round.startWriter();
    await using second = round.startWriter();
    for (let cuts = 0; cuts < 3; cuts++) {
      await first.waitFor(first.acknowledged + 5);
      proxy.cut();
      await delay(round.random(300));
    }
    await endAll([first, second]);
  },
};

/** The KV Connect server loses its power, and comes back. */
const crashed: Fault = {
  name: "a KV Connect server that dies",
  findObstacle,
  async run(round) {
    const server = await startServer(round);
    round.db = server.url;
    await using first = round.startWriter();
    await using second = round.startWriter();
    await first.waitFor(round.chooseMoment());
    await server.kill();
    await delay(round.random(300));
    await server.restart();
    await second.waitFor(second.acknowledged + 5);
    await endAll([first, second]);
  },
};

async function startServer(round: Round): Promise<KvServer> {
  round.env = { DENO_KV_ACCESS_TOKEN: ACCESS_TOKEN };
  return round.defer(await KvServer.start());
}

function findObstacle(): string | undefined {
  return findServerProgram() === undefined ? "it needs denokv (set DENOKV to its path)" : undefined;
}

export const NETWORK_FAULTS: readonly Fault[] = [broken, crashed];
