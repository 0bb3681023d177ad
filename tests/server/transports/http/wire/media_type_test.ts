import assert from "node:assert/strict";
import { ENVELOPE, openSession, openStream, request, statelessRequest } from "../post.ts";
import { startServer } from "../start_server.ts";

for (
  const accept of ["*/*", "application/json", "application/*", "", "application/json;q=0.5", "text/html, */*;q=0.1"]
) {
  Deno.test(`Accept: "${accept}" is enough for a call in both eras`, async () => {
    await using served = await startServer();
    const session = await openSession(served.url, { headers: { accept } });
    const listed = await request(served.url, "tools/list", {}, session);
    assert.ok(listed.json.result.tools.length > 0);
    const stateless = await statelessRequest(served.url, "tools/list", {}, { accept });
    assert.ok(stateless.json.result.tools.length > 0);
  });
}

Deno.test("a client that accepts JSON alone gets JSON for a write, and notifications on its own stream", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  await using stream = await openStream(served.url, session);
  const input = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset." } };
  const closed = await request(served.url, "tools/call", input, { ...session, accept: "application/json" });
  assert.equal(closed.json.result.structuredContent.success, true);
  assert.equal((await stream.next()).method, "notifications/message");
  const _meta = { ...ENVELOPE, "io.modelcontextprotocol/logLevel": "debug" };
  const reopen = { name: "reopen_ticket", arguments: { ticket_id: "42", reason: "Again." }, _meta };
  const reopened = await request(served.url, "tools/call", reopen, {
    ...{ "mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "reopen_ticket" },
    accept: "application/json",
  });
  assert.equal(reopened.headers.get("content-type"), "application/json");
  assert.equal(reopened.json.result.structuredContent.ticket.status, "open");
});
