import assert from "node:assert/strict";
import { rawRequest } from "../raw_request.ts";
import { startServer } from "../start_server.ts";

Deno.test("Content-Length together with Transfer-Encoding gets 400, and nothing is carried out", async () => {
  await using served = await startServer();
  const call = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Smuggled." } };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: call });
  const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  for (const length of [body.length, chunked.length]) {
    const both = { "content-length": String(length), "transfer-encoding": "chunked" };
    assert.match(await rawRequest(served.url, both, chunked), /^HTTP\/1\.1 400 /);
  }
  assert.equal((await served.desk.tickets.get("42")).status, "open");
});
