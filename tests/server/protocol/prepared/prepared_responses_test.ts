import assert from "node:assert/strict";
import { type JSONRPCMessage, SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { prepareResponses } from "../../../../scripts/bundle/prepare_responses.ts";
import { MessageSerializer } from "../../../../server/protocol/messages/message_serializer.ts";
import type { ToolFilter } from "../../../../server/protocol/tool_filter.ts";
import { PreparedResponses } from "../../../../server/protocol/prepared/prepared_responses.ts";
import { unpackServer } from "../../../../server/protocol/prepared/shared_lists.ts";
import { type ServerName, servers } from "../../../../server/definitions/mod.ts";
import fc from "../../../fast_check.ts";
import { WITH_APPS } from "../../connect.ts";
import { getSdkResponses, type Request } from "../sdk/get_sdk_responses.ts";

const NAMES = Object.keys(servers) as ServerName[];
const prepared = await prepareResponses();

const LISTS: Request[] = [
  { jsonrpc: "2.0", id: "ping", method: "ping" },
  { jsonrpc: "2.0", id: 1, method: "tools/list" },
  { jsonrpc: "2.0", id: 2, method: "resources/list", params: {} },
  { jsonrpc: "2.0", id: 3, method: "resources/templates/list", params: { _meta: { progressToken: 3 } } },
  { jsonrpc: "2.0", id: 4, method: "prompts/list" },
];

function initialize(params: Record<string, unknown> = {}): Request {
  const clientInfo = { name: "host", version: "1.0.0" };
  const usual = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo };
  return { jsonrpc: "2.0", id: 0, method: "initialize", params: { ...usual, ...params } };
}

/** All answers of which some are prepared, as they go over the wire. */
function getPreparedResponses(
  name: ServerName,
  offer: ToolFilter,
  requests: readonly Request[],
): (string | undefined)[] {
  const answers = new PreparedResponses(unpackServer(prepared, name), offer);
  return requests.map((request) => {
    const result = answers.find(request)?.result;
    return result && new MessageSerializer().serialize({ result, jsonrpc: "2.0", id: request.id }).join("");
  });
}

/** Whatever is prepared is what the SDK answers, byte for byte. */
async function assertSameBytes(
  name: ServerName,
  offer: ToolFilter,
  requests: readonly Request[],
  unprepared: readonly number[],
) {
  const own = getPreparedResponses(name, offer, requests);
  const server = await getSdkResponses({ definition: servers[name], ...offer }, requests);
  const given = own.map((answer, at) => answer ?? JSON.stringify(server[at]));
  assert.deepEqual(given, server.map((answer) => JSON.stringify(answer)));
  const missing = own.flatMap((answer, at) => answer === undefined ? [at] : []);
  assert.deepEqual(missing, unprepared);
}

const WITHOUT_PROMPTS = [5];

for (const name of NAMES) {
  const unprepared = name === "customers" ? WITHOUT_PROMPTS : [];

  for (const protocolVersion of [...SUPPORTED_PROTOCOL_VERSIONS, "2026-07-28", "1999-12-31", ""]) {
    Deno.test(`the ${name} server's prepared responses are the SDK's in revision "${protocolVersion}"`, async () => {
      await assertSameBytes(name, {}, [initialize({ protocolVersion }), ...LISTS], unprepared);
    });
  }

  Deno.test(`the ${name} server's prepared responses are the SDK's, whichever tools are offered`, async () => {
    const names = servers[name].tools.map((tool) => tool.name);
    const offer = fc.record({ readOnly: fc.boolean(), tools: fc.subarray(names) });
    await fc.assert(
      fc.asyncProperty(offer, async (offer) => {
        const none = name === "customers" ||
          getPreparedResponses(name, offer, [initialize(), LISTS[4]!])[1] === undefined;
        await assertSameBytes(name, offer, [initialize(), ...LISTS], none ? WITHOUT_PROMPTS : []);
      }),
      { numRuns: 25, examples: [[{ readOnly: true, tools: names }], [{ readOnly: false, tools: [] }]] },
    );
  });
}

/** Descriptions of current hosts. */
const CAPABILITIES = [
  { roots: { listChanged: true } },
  { roots: {}, sampling: {}, elicitation: {} },
  { sampling: { tools: {}, context: {} }, elicitation: { form: { applyDefaults: true }, url: {} } },
  {
    experimental: { theirs: { level: 3 } },
    extensions: { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html"] } },
  },
  { tasks: { list: {}, cancel: {}, requests: { sampling: { createMessage: {} }, elicitation: { create: {} } } } },
  { theirs: {} },
  WITH_APPS,
];

for (const capabilities of CAPABILITIES) {
  Deno.test(`a host that can do ${JSON.stringify(capabilities)} gets the prepared responses, which are the SDK's`, async () => {
    const clientInfo = {
      name: "host",
      title: "Host",
      version: "1",
      websiteUrl: "https://example.com",
      description: "",
    };
    for (const offer of [{}, { readOnly: true }]) {
      await assertSameBytes("tickets", offer, [initialize({ capabilities, clientInfo }), ...LISTS], []);
    }
  });
}

const json = fc.jsonValue({ maxDepth: 2, noUnicodeString: true }) as fc.Arbitrary<unknown>;

/** As it should be, and now and then anything at all. */
function mostly(usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: json });
}

/** Seldom there at all, and then anything. */
const rarely = fc.oneof({ weight: 19, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: json });

/** An object with some of these members. */
function some(members: Record<string, fc.Arbitrary<unknown>>, requiredKeys: string[] = []) {
  return fc.record(members, { requiredKeys });
}

const onOrOff = mostly(fc.boolean());
const empty = mostly(fc.constant({}));
const capabilities = some({
  roots: mostly(some({ listChanged: onOrOff })),
  sampling: mostly(some({ tools: empty, context: empty })),
  elicitation: mostly(some({ form: mostly(some({ applyDefaults: onOrOff })), url: empty })),
  tasks: mostly(some({ list: empty, requests: mostly(some({ sampling: mostly(some({ createMessage: empty })) })) })),
  experimental: mostly(some({ listChanged: mostly(some({ theirs: json })) })),
  extensions: mostly(some({ theirs: mostly(some({ theirs: json })) })),
  theirs: rarely,
});
const text = mostly(fc.string());
const handshake = fc.record({
  protocolVersion: mostly(fc.constantFrom(...SUPPORTED_PROTOCOL_VERSIONS, "2026-07-28")),
  capabilities: mostly(capabilities),
  clientInfo: mostly(some({ name: text, version: text, title: text, icons: rarely }, ["name", "version"])),
  _meta: rarely,
}).map((params) => JSON.parse(JSON.stringify(params)));

Deno.test("a handshake is answered only where the SDK answers it so", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(handshake, async (params) => {
      const request = initialize(params);
      const [own] = getPreparedResponses("tickets", {}, [request]);
      if (own === undefined) return;
      answered++;
      const [server] = await getSdkResponses({ definition: servers.tickets }, [request]);
      assert.equal(own, JSON.stringify(server));
    }),
    { numRuns: 1_000 },
  );
  assert.ok(answered > 100, `only ${answered} handshakes were answered at all`);
});

const UNUSUAL: [string, JSONRPCMessage][] = [
  ["a page of a list", { jsonrpc: "2.0", id: 1, method: "tools/list", params: { cursor: "2" } }],
  ["metadata", { jsonrpc: "2.0", id: 1, method: "tools/list", params: { _meta: { "example.com/trace": 1 } } }],
  ["a list as a notification", { jsonrpc: "2.0", method: "tools/list" }],
  ["the end of a handshake as a request", { jsonrpc: "2.0", id: 1, method: "notifications/initialized" }],
  ["another method", { jsonrpc: "2.0", id: 1, method: "toString" }],
  ["a response", { jsonrpc: "2.0", id: 1, result: {} }],
];

for (const [what, message] of UNUSUAL) {
  Deno.test(`PreparedResponses leaves ${what} to the SDK`, () => {
    const answers = new PreparedResponses(unpackServer(prepared, "tickets"));
    assert.ok(answers.find(initialize()));
    assert.equal(answers.find(message), undefined);
  });
}

Deno.test("PreparedResponses leaves everything before a handshake to the SDK", () => {
  const answers = new PreparedResponses(unpackServer(prepared, "tickets"));
  for (const request of LISTS) assert.equal(answers.find(request), undefined);
  assert.equal(answers.find({ jsonrpc: "2.0", method: "notifications/initialized" }), undefined);
});

Deno.test("PreparedResponses rejects a tool that the server doesn't have, as the server does", () => {
  assert.throws(
    () => new PreparedResponses(unpackServer(prepared, "tickets"), { tools: ["get"] }),
    /"get" is not a tool .*\. Tools: close_ticket_/,
  );
});
