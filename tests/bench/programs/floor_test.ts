import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { ticketsOf } from "../../../bench/corpus/corpus.ts";
import { closeTicket, escalateTicket, readList, readTicket } from "../../../bench/measurements/requests.ts";
import { HttpHost } from "../../../bench/processes/http_host.ts";
import { HttpServer } from "../../../bench/processes/http_server.ts";
import { JsonRpcClient } from "../../../bench/processes/json_rpc_client.ts";
import { echoBy } from "../../../bench/programs/floor.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

const SOURCE = fileURLToPath(import.meta.resolve("../../../bench/programs/echo/echo.ts"));
const TICKETS = 250;

const echo = echoBy(({ store, port }) => ({
  program: Deno.execPath(),
  args: ["run", "-A", "--unstable-kv", SOURCE, store, ...port === undefined ? [] : [String(port)]],
}));

function tickets() {
  return ticketsOf([{ text: "Where is my card?", topic: "card" }], TICKETS);
}

/** The keys of a store whose first parts are these. */
async function keysOf(store: string, ...prefix: Deno.KvKeyPart[]): Promise<Deno.KvKey[]> {
  using kv = await Deno.openKv(store);
  return (await Array.fromAsync(kv.list({ prefix }))).map(({ key }) => key);
}

Deno.test("the echo answers everything, and has written what it has answered", async () => {
  await using folder = await TemporaryFolder.make();
  assert.equal((await echo.fill(folder.path, tickets())).tickets, TICKETS);
  {
    await using client = new JsonRpcClient(echo.serve(folder.path));
    await client.handshake();
    const changes = [...Array.from({ length: 40 }, (_, index) => closeTicket(index + 1)), escalateTicket(41)];
    const asked = [readList(1), readTicket(1), ...changes];
    assert.equal((await client.load(asked.values(), { inFlight: 32 })).answered, asked.length);
  }
  const store = echo.serve(folder.path).args.at(-1)!;
  assert.equal((await keysOf(store, "event")).length, TICKETS + 41);
  assert.equal((await keysOf(store, "find", "status:closed")).length, 40);
  assert.equal((await keysOf(store, "find", "status:open")).length, TICKETS - 40);
  assert.equal((await keysOf(store, "queue")).length, TICKETS - 40);
  assert.equal((await keysOf(store, "find", "is:escalated")).length, 1);
});

Deno.test("the echo closes over HTTP, with sessions and without", async () => {
  await using folder = await TemporaryFolder.make();
  await echo.fill(folder.path, tickets());
  {
    await using server = await HttpServer.start((port) => echo.serveHttp(folder.path, port));
    for (const [ticket, way] of [[1, "in sessions"], [2, "stateless"]] as const) {
      using host = await HttpHost.open(server.port, way);
      for (const request of [readList(1), readTicket(ticket), closeTicket(ticket)]) await host.request(request);
    }
  }
  assert.equal((await keysOf(echo.serve(folder.path).args.at(-1)!, "find", "status:closed")).length, 2);
});
