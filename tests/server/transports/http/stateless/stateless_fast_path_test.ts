import assert from "node:assert/strict";
import { deskServer, type ServerDefinition } from "../../../../../server/mod.ts";
import { parseTokens, TokenAuthenticator } from "../../../../../server/transports/http/mod.ts";
import { openDemoDesk, WITH_APPS } from "../../../connect.ts";
import { ENVELOPE, type HttpResult, openSession, post, request, statelessRequest } from "../post.ts";
import { startServer } from "../start_server.ts";

type Ask = (url: string) => Promise<HttpResult>;

/** Asks a server that answers directly and one whose SDK answers everything, on one desk. */
async function assertSameResponses(asks: readonly Ask[], definition?: ServerDefinition): Promise<void> {
  await using desk = await withDispose();
  const served = { ...desk, ...definition && { definition } };
  const stateKey = "a secret of at least 32 bytes ......";
  await using direct = await startServer({ ...served, server: { stateKey } });
  await using sdk = await startServer({ ...served, server: { stateKey, fastPath: false } });
  for (const ask of asks) assert.deepEqual(toComparable(await ask(direct.url)), toComparable(await ask(sdk.url)));
}

async function withDispose() {
  const desk = await openDemoDesk();
  return { desk, [Symbol.asyncDispose]: () => desk.close() };
}

function toComparable({ status, headers, text }: HttpResult) {
  return { status, text, type: headers.get("content-type") };
}

const READS: readonly (readonly [string, Record<string, unknown>])[] = [
  ["resources/read", { uri: "ticket://42" }],
  ["resources/read", { uri: "ticket://list" }],
  ["resources/read", { uri: "ticket://7" }],
  ["resources/read", { uri: "other://7" }],
  ["resources/read", {}],
  ["tools/call", { name: "get_ticket", arguments: { ticket_id: "42" } }],
  ["tools/call", { name: "get_ticket", arguments: { ticket_id: 7 } }],
  ["tools/call", { name: "get_ticket", arguments: { ticket_id: [] } }],
  ["tools/call", { name: "close_ticket_tool", arguments: { ticket_id: "7", resolution: "Done" } }],
  ["tools/call", { name: "export_ticket", arguments: { ticket_id: "42" } }],
  ["tools/call", { name: "no_such_tool" }],
];

Deno.test("DirectStateless gives the SDK's answers, byte for byte", async () => {
  await assertSameResponses(READS.map(([method, params]) => (url) => statelessRequest(url, method, params)));
});

Deno.test("DirectStateless gives the SDK's answers to clients with MCP Apps", async () => {
  const calls = [
    ...READS,
    ["tools/call", { name: "open_desk", arguments: { query: "tag:vip" } }],
    ["tools/call", { name: "merge_tickets", arguments: { ticket_id: "43", into_ticket_id: "42" } }],
    ["tools/call", { name: "list_approvals" }],
    ["tools/call", { name: "decide_approval", arguments: { approval_id: "A1", decision: "grant", key: "" } }],
  ] as const;
  for (const capabilities of [{}, WITH_APPS]) {
    await assertSameResponses(
      calls.map(([method, params]) => (url) => statelessRequest(url, method, params, {}, capabilities)),
    );
  }
});

Deno.test("StatelessHandler lists the tools as the SDK does, also those that it has listed before", async () => {
  const list = (params = {}, headers = {}, capabilities = {}): Ask => (url) =>
    statelessRequest(url, "tools/list", params, headers, capabilities);
  await assertSameResponses([
    ...[list(), list({}, {}, WITH_APPS), list(), list({}, {}, WITH_APPS)],
    ...[list({ cursor: "2" }), list({}, { "mcp-name": "get_ticket" }), list({}, { "mcp-method": "tools/call" })],
    list({}, { accept: "application/json" }, WITH_APPS),
  ], deskServer);
});

Deno.test("StatelessHandler lists the tools of the client's scope", async () => {
  const [reader, writer] = ["r".repeat(32), "w".repeat(32)];
  const tokens = parseTokens(`dana write ${writer}\neve read ${reader}`);
  await using server = await startServer({ authenticator: new TokenAuthenticator(tokens) });
  const list = async (token: string) => {
    const { json } = await statelessRequest(server.url, "tools/list", {}, { authorization: `Bearer ${token}` });
    return json.result.tools.some(({ name }: { name: string }) => name === "close_ticket_tool");
  };
  const seen = [];
  for (const token of [writer, reader, writer, reader]) seen.push(await list(token));
  assert.deepEqual(seen, [true, false, true, false]);
});

Deno.test("DirectStateless leaves what is wrong, or asks for a stream, to the SDK", async () => {
  const [method, params] = READS[0]!;
  const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": method, "mcp-name": "ticket://42" };
  const withMeta = (meta: unknown): Ask => (url) => request(url, method, { ...params, _meta: meta }, headers);
  await assertSameResponses([
    (url) => statelessRequest(url, method, params, { "mcp-name": "ticket://43" }),
    (url) => statelessRequest(url, method, params, { "mcp-method": "tools/call" }),
    (url) => statelessRequest(url, method, params, { "mcp-protocol-version": "2026-07-29" }),
    withMeta({ ...ENVELOPE, progressToken: 1 }),
    withMeta({ ...ENVELOPE, "io.modelcontextprotocol/logLevel": "debug" }),
    withMeta({ ...ENVELOPE, "io.modelcontextprotocol/clientInfo": 5 }),
    withMeta({ "io.modelcontextprotocol/protocolVersion": "2026-07-28" }),
    withMeta({ ...ENVELOPE, "io.modelcontextprotocol/protocolVersion": "2030-01-01" }),
    (url) =>
      post(url, JSON.stringify([{ jsonrpc: "2.0", id: 1, method, params: { ...params, _meta: ENVELOPE } }]), headers),
  ]);
});

Deno.test("sessions return the SDK's responses, byte for byte, from any engine", async () => {
  const inSession = ([method, params]: (typeof READS)[number]): Ask => async (url) =>
    await request(url, method, params, await openSession(url));
  await assertSameResponses(READS.map(inSession));
});
