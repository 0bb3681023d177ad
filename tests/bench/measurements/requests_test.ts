import assert from "node:assert/strict";
import {
  cycleTickets,
  generateWorkload,
  iterateTickets,
  type Request,
  serializeRequest,
  take,
  toCloseTicket,
  toReadTicket,
} from "../../../bench/measurements/requests.ts";

const getUri = ({ params }: Request) => params?.uri;

Deno.test("cycleTickets() visits every ticket before it repeats one", () => {
  for (const tickets of [1, 1_000, 10_003]) {
    const uris = [...take(cycleTickets(toReadTicket, tickets), tickets)].map(getUri);
    assert.equal(new Set(uris).size, tickets);
    assert.ok(uris.includes("ticket://1") && uris.includes(`ticket://${tickets}`));
  }
});

Deno.test("iterateTickets() visits each ticket once", () => {
  assert.deepEqual([...iterateTickets(toReadTicket, 3)].map(getUri), ["ticket://1", "ticket://2", "ticket://3"]);
});

Deno.test("take() leaves the other requests", () => {
  const requests = iterateTickets(toCloseTicket, 5);
  assert.equal([...take(requests, 2)].length, 2);
  assert.equal([...take(requests, 9)].length, 3);
});

Deno.test("generateWorkload() generates 90 reads, nine closes and one list per 100, and closes each ticket once", () => {
  const requests = [...take(generateWorkload(1_000), 1_000)];
  const lists = requests.filter((request) => getUri(request) === "ticket://list");
  const closes = requests.filter(({ method }) => method === "tools/call");
  assert.deepEqual([requests.length, lists.length, closes.length], [1_000, 10, 90]);
  assert.equal(new Set(closes.map((request) => JSON.stringify(request))).size, 90);
});

Deno.test("serializeRequest() creates a JSON-RPC request with a new id each time", () => {
  const request = toCloseTicket(7);
  assert.deepEqual([1, 2].map((id) => JSON.parse(serializeRequest(request, id))), [
    { jsonrpc: "2.0", id: 1, ...request },
    { jsonrpc: "2.0", id: 2, ...request },
  ]);
});
