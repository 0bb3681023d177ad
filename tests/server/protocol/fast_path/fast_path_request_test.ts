import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFastPathRequest } from "../../../../server/protocol/fast_path/fast_path_request.ts";

Deno.test("directRequest() takes reads and calls that are plainly valid", () => {
  const read = { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri: "ticket://42" } };
  assert.deepEqual(parseFastPathRequest(read), { id: 1, meta: {}, method: "resources/read", uri: "ticket://42" });
  const call = { jsonrpc: "2.0", id: "a", method: "tools/call", params: { name: "ticket_stats" } };
  assert.deepEqual(parseFastPathRequest(call), {
    id: "a",
    meta: {},
    method: "tools/call",
    name: "ticket_stats",
    input: {},
  });
});

Deno.test("directRequest() leaves everything else to the SDK", () => {
  const read = { jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri: "ticket://42" } };
  const others: unknown[] = [
    ...[null, 5, "text", [], [read], {}],
    ...[{ ...read, id: undefined }, { ...read, id: null }, { ...read, id: 1.5 }, { ...read, jsonrpc: "1.0" }],
    ...[{ ...read, extra: 1 }, { ...read, params: [] }, { ...read, params: { uri: 5 } }, { ...read, params: {} }],
    ...[{ ...read, params: { uri: "ticket://42", _meta: 5 } }, { ...read, params: { uri: "ticket://42", more: 1 } }],
    ...[{ ...read, method: "tools/list" }, { ...read, method: "tools/call" }],
  ];
  for (const other of others) assert.equal(parseFastPathRequest(other), undefined, JSON.stringify(other));
});

Deno.test("directRequest() takes URIs alone that are written as the SDK would write them", () => {
  fc.assert(fc.property(fc.stringMatching(/^(ticket|customer):\/\/[\w./%@:?#-]{0,20}$/), (uri) => {
    const request = parseFastPathRequest({ jsonrpc: "2.0", id: 1, method: "resources/read", params: { uri } });
    if (request !== undefined) assert.equal(new URL(uri).href, uri);
  }));
});
