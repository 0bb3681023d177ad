/** How many requests a second a program answers. */

import { type Bench, MIDDLE_DESK, SMALL_DESK } from "../bench.ts";
import { JsonRpcClient } from "../processes/json_rpc_client.ts";
import type { CommandLine, Program } from "../programs/program.ts";
import type { Figure, Section } from "../report/figure.ts";
import type { Stores } from "../stores.ts";
import { interleaved, type Measure } from "./interleaved.ts";
import { acrossTickets, closeTicket, eachTicket, getTicket, readList, readTicket, type Request } from "./requests.ts";

const MANY = 32;

/** Every program's rates beside those of a program that answers with nothing. */
export async function requestRates({ programs, floor: { echo }, stores, effort }: Bench): Promise<Section> {
  const participants = [echo, ...programs].map((program): [string, Measure] => {
    return [program.name, () => ratesOf(program, stores, effort.loadMilliseconds)];
  });
  const samples = await interleaved(effort.loads, Object.fromEntries(participants));
  const figures = programs.flatMap(({ name: program }) =>
    Object.entries(samples[program]!).map(([what, rates]): Figure => {
      const against = { name: echo.name, samples: samples[echo.name]![what]! };
      return { what, program, unit: "/s", samples: rates, against };
    })
  );
  return { title: "Requests on stdio", note: NOTE, figures };
}

const NOTE =
  `One after another, and with ${MANY} waiting for their answers all the time; reads on a desk of ${SMALL_DESK} ` +
  `tickets, closes on one of ${MIDDLE_DESK}, in a file, each answered once it is durable. The echo is a compiled program ` +
  "that answers every request with nothing, a close after a durable commit of its own with one key: what pipes, JSON, " +
  "the disk and the bench's own client take.";

async function ratesOf(program: Program, stores: Stores, milliseconds: number): Promise<Record<string, number>> {
  await using small = await stores.copy(program, SMALL_DESK);
  await using middle = await stores.copy(program, MIDDLE_DESK);
  return {
    ...await rates(program.serve(small.folder), milliseconds, {
      "ticket://list": acrossTickets(readList, SMALL_DESK),
      "ticket://{ticket_id}": acrossTickets(readTicket, SMALL_DESK),
      ...program.hasOurTools && { "get_ticket": acrossTickets(getTicket, SMALL_DESK) },
    }),
    ...await rates(program.serve(middle.folder), milliseconds, {
      "close_ticket_tool": eachTicket(closeTicket, MIDDLE_DESK),
    }),
  };
}

async function rates(
  command: CommandLine,
  milliseconds: number,
  kinds: Readonly<Record<string, Iterator<Request>>>,
): Promise<Record<string, number>> {
  await using client = new JsonRpcClient(command);
  await client.handshake();
  const measured: Record<string, number> = {};
  for (const [kind, requests] of Object.entries(kinds)) {
    await client.load(requests, { inFlight: MANY, milliseconds: milliseconds / 4 }); // the code gets warm
    for (const [way, inFlight] of [["one by one", 1], [`${MANY} in flight`, MANY]] as const) {
      const { answered, seconds } = await client.load(requests, { inFlight, milliseconds });
      measured[`${kind}, ${way}`] = answered / seconds;
    }
  }
  return measured;
}
