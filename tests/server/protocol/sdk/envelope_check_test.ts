/** In revision 2026-07-28, wrong metadata gets the same error over stdio as over HTTP, which names the member. */

import assert from "node:assert/strict";
import { notification, request } from "../../transports/stdio/pipe.ts";
import { ENVELOPE, post } from "../../transports/http/post.ts";
import { startServer } from "../../transports/http/start_server.ts";
import { createHandshake, openDispatcher } from "../dispatch/open_dispatcher.ts";

const VERSION = "io.modelcontextprotocol/protocolVersion";
const INFO = "io.modelcontextprotocol/clientInfo";
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

/** Metadata, and the error: its code, and what its text contains. */
const WRONG: readonly (readonly [Record<string, unknown>, number, RegExp])[] = [
  [{ ...ENVELOPE, [INFO]: { name: "host" } }, -32602, /: io\.modelcontextprotocol\/clientInfo\.version: /],
  [{ ...ENVELOPE, [INFO]: "host" }, -32602, /: io\.modelcontextprotocol\/clientInfo: /],
  [{ ...ENVELOPE, [CAPABILITIES]: 5 }, -32602, /: io\.modelcontextprotocol\/clientCapabilities: /],
  [{ ...ENVELOPE, [CAPABILITIES]: { elicitation: 5 } }, -32602, /clientCapabilities\.elicitation: /],
  [{ [VERSION]: "2026-07-28" }, -32602, /: io\.modelcontextprotocol\/clientCapabilities: missing$/],
  [{ ...ENVELOPE, [VERSION]: 5 }, -32602, /: io\.modelcontextprotocol\/protocolVersion: /],
  [{ ...ENVELOPE, [VERSION]: "2099-01-01" }, -32022, /^Unsupported protocol version: 2099-01-01$/],
];

async function getHttpError(_meta: Record<string, unknown>): Promise<unknown> {
  await using server = await startServer();
  const version = _meta[VERSION] as string;
  const body = JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list", params: { _meta } });
  const { json } = await post(server.url, body, { "mcp-protocol-version": version, "mcp-method": "tools/list" });
  return json;
}

for (const [_meta, code, text] of WRONG) {
  Deno.test(`over stdio, ${JSON.stringify(_meta)} gets the same error as over HTTP, first or later`, async () => {
    await using host = await openDispatcher();
    host.load();
    host.input.write(request(1, "tools/list", { _meta }));
    const first = await host.output.waitForResponse(1);
    host.input.write(request(3, "tools/list", { _meta: ENVELOPE }) + request(2, "tools/list", { _meta }));
    const later = await host.output.waitForResponse(2);
    assert.ok("result" in await host.output.waitForResponse(3));
    assert.equal(later.error.code, code);
    assert.match(later.error.message, text);
    assert.deepEqual([later, { ...first, id: 2 }], [await getHttpError(_meta), later]);
  });
}

Deno.test("over stdio, a request without a revision is refused after one with it", async () => {
  await using host = await openDispatcher();
  host.load();
  host.input.write(request(1, "tools/list", { _meta: { ...ENVELOPE, progressToken: 1 } }));
  await host.output.waitForResponse(1);
  host.input.write(
    request(2, "tools/list", { _meta: { [CAPABILITIES]: {} } }) + request(3, "ping") + createHandshake("x"),
  );
  for (const id of [2, 3]) {
    assert.deepEqual((await host.output.waitForResponse(id)).error, {
      code: -32602,
      message: `Invalid _meta envelope for protocol revision 2026-07-28: ${VERSION}: missing`,
      data: { envelope: { key: VERSION, problem: "missing" } },
    });
  }
  assert.ok("error" in await host.output.waitForResponse("x"));
});

Deno.test("over stdio, a host may start a handshake after it has tried to discover the server", async () => {
  await using host = await openDispatcher();
  host.load();
  host.input.write(
    request(1, "server/discover", { _meta: ENVELOPE }) + createHandshake("x") + request(2, "tools/list"),
  );
  for (const id of [1, "x", 2]) assert.ok("result" in await host.output.waitForResponse(id), `${id}`);
});

Deno.test("over stdio, notifications of any form are no reason to refuse requests", async () => {
  await using host = await openDispatcher();
  host.load();
  host.input.write(request(1, "tools/list", { _meta: ENVELOPE }));
  host.input.write(notification("notifications/cancelled", { requestId: 9, _meta: { [VERSION]: 5 } }));
  host.input.write(notification("notifications/odd") + request(2, "tools/list", { _meta: ENVELOPE }));
  for (const id of [1, 2]) assert.ok("result" in await host.output.waitForResponse(id));
});
