import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { generateTickets } from "../../../bench/corpus/corpus.ts";
import { toCloseTicket, toEscalateTicket, toReadList, toReadTicket } from "../../../bench/measurements/requests.ts";
import { HttpClient } from "../../../bench/processes/http_client.ts";
import { HttpServer } from "../../../bench/processes/http_server.ts";
import { StdioClient } from "../../../bench/processes/stdio_client.ts";
import { createBaselineServer } from "../../../bench/programs/baselines.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

const SOURCE = fileURLToPath(import.meta.resolve("../../../bench/programs/baseline/baseline_server.ts"));
const TICKETS = 250;

const baseline = createBaselineServer(({ store, port }) => ({
  program: Deno.execPath(),
  args: ["run", "-A", "--unstable-kv", SOURCE, store, ...port === undefined ? [] : [String(port)]],
}));

function tickets() {
  return generateTickets([{ text: "Where is my card?", topic: "card" }], TICKETS);
}

/** Lists the keys of a store with a prefix. */
async function listKeys(store: string, ...prefix: Deno.KvKeyPart[]): Promise<Deno.KvKey[]> {
  using kv = await Deno.openKv(store);
  return (await Array.fromAsync(kv.list({ prefix }))).map(({ key }) => key);
}

Deno.test("the baseline responds to everything, after writing it", async () => {
  await using folder = await TemporaryFolder.create();
  assert.equal((await baseline.fill(folder.path, tickets())).tickets, TICKETS);
  {
    await using client = new StdioClient(baseline.serve(folder.path));
    await client.handshake();
    const changes = [...Array.from({ length: 40 }, (_, index) => toCloseTicket(index + 1)), toEscalateTicket(41)];
    const asked = [toReadList(1), toReadTicket(1), ...changes];
    assert.equal((await client.load(asked.values(), { inFlight: 32 })).responses, asked.length);
  }
  const store = baseline.serve(folder.path).args.at(-1)!;
  assert.equal((await listKeys(store, "event")).length, TICKETS + 41);
  assert.equal((await listKeys(store, "find", "status:closed")).length, 40);
  assert.equal((await listKeys(store, "find", "status:open")).length, TICKETS - 40);
  assert.equal((await listKeys(store, "queue")).length, TICKETS - 40);
  assert.equal((await listKeys(store, "find", "is:escalated")).length, 1);
});

Deno.test("the baseline closes over HTTP, in sessions and stateless", async () => {
  await using folder = await TemporaryFolder.create();
  await baseline.fill(folder.path, tickets());
  {
    await using server = await HttpServer.start((port) => baseline.serveHttp(folder.path, port));
    for (const [ticket, way] of [[1, "in sessions"], [2, "stateless"]] as const) {
      using host = await HttpClient.open(server.port, way);
      for (const request of [toReadList(1), toReadTicket(ticket), toCloseTicket(ticket)]) await host.request(request);
    }
  }
  assert.equal((await listKeys(baseline.serve(folder.path).args.at(-1)!, "find", "status:closed")).length, 2);
});
