import assert from "node:assert/strict";
import { createJsonResponse } from "../../../../../../server/transports/http/wire/responses/json_response.ts";

function read(text: string, id: number) {
  return { result: { contents: [{ uri: "ticket://list", text }] }, jsonrpc: "2.0", id };
}

Deno.test("jsonResponse() has a message's JSON, whatever came before it", async () => {
  const long = "“#1 [open] Größe\n”".repeat(2_000);
  const messages = [
    read("short", 1),
    read(long, 2),
    read(long, 3),
    read(long + "!", 4),
    read(long, 5),
    [read(long, 6), { jsonrpc: "2.0", id: 7, error: { code: -32602, message: "no" } }],
  ];
  for (const message of messages) {
    const response = createJsonResponse(message, { "mcp-session-id": "s" });
    assert.equal(await response.text(), JSON.stringify(message));
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(response.headers.get("mcp-session-id"), "s");
  }
});
