/** How much memory a server holds: at first, and after many requests. */

import { type Bench, MIDDLE_DESK } from "../bench.ts";
import { JsonRpcClient } from "../processes/json_rpc_client.ts";
import { MEMORY_IS_KNOWN, memoryOf } from "../processes/memory.ts";
import type { Program } from "../programs/program.ts";
import type { Figure, Section } from "../report/figure.ts";
import type { Stores } from "../stores.ts";
import { interleaved, type Measure } from "./interleaved.ts";
import { dayOfWork, listTools, next } from "./requests.ts";

/** Every program's memory beside that of a program that answers with nothing. */
export async function memoryGrowth({ programs, floor: { echo }, stores, effort }: Bench): Promise<Section> {
  if (!MEMORY_IS_KNOWN) {
    return { title: "Memory", note: "Not measured: this system doesn't tell it as Linux does.", figures: [] };
  }
  const participants = [echo, ...programs].map((program): [string, Measure] => {
    return [program.name, () => growth(program, stores, effort.requests)];
  });
  const samples = await interleaved(effort.memories, Object.fromEntries(participants));
  const figures = Object.entries(samples).flatMap(([program, quantities]) =>
    Object.entries(quantities).map(([what, megabytes]): Figure => {
      const against = { name: echo.name, samples: samples[echo.name]![what]! };
      return { what, program, unit: "MB", samples: megabytes, against };
    })
  );
  return { title: "Memory", note: NOTE, figures };
}

const NOTE =
  `Resident memory, 32 requests in flight on a desk of ${MIDDLE_DESK} tickets; of a hundred requests 90 read a ` +
  "ticket, nine close one and one reads the list.";

async function growth(program: Program, stores: Stores, counts: readonly number[]): Promise<Record<string, number>> {
  await using store = await stores.copy(program, MIDDLE_DESK);
  await using client = new JsonRpcClient(program.serve(store.folder));
  await client.handshake();
  await client.request(listTools);
  const requests = dayOfWork(MIDDLE_DESK);
  const megabytes: Record<string, number> = { "at the start": (await memoryOf(client.pid)).resident };
  let done = 0;
  for (const count of counts) {
    await client.load(next(requests, count - done), { inFlight: 32 });
    done = count;
    megabytes[`after ${count.toLocaleString("en")} requests`] = (await memoryOf(client.pid)).resident;
  }
  megabytes["at most"] = (await memoryOf(client.pid)).highest;
  return megabytes;
}
