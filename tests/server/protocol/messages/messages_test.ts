import assert from "node:assert/strict";
import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  isLegacyRequest,
  type JSONRPCMessage,
} from "@modelcontextprotocol/server";
import { InvalidMessageError } from "../../../../server/protocol/messages/errors.ts";
import { parsePayload, PendingRequest } from "../../../../server/protocol/messages/messages.ts";
import { META_KEYS } from "../../../../server/protocol/messages/request_metadata.ts";
import { mayBeStateless } from "../../../../server/protocol/messages/revisions.ts";
import fc from "../../../fast_check.ts";

const { protocolVersion: VERSION, clientInfo: INFO, clientCapabilities: CAPABILITIES } = META_KEYS;

const id = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.constant(null), fc.boolean(), fc.constant({}));
const meta = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.constant({}),
  fc.record({ [VERSION]: fc.constantFrom("2026-07-28", "2025-11-25", "x", 7) }),
  fc.record({
    [VERSION]: fc.constantFrom("2026-07-28", "2025-11-25"),
    [INFO]: fc.constantFrom({ name: "host", version: "1" }, { name: "host", version: 1 }, { name: "host" }, null),
    [CAPABILITIES]: fc.constantFrom({}, { sampling: {} }, { sampling: { tools: true } }, { roots: 1 }, []),
    progressToken: fc.constantFrom(1, "a", {}, 1.5),
  }, { requiredKeys: [VERSION] }),
);
const params = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.string(),
  fc.array(fc.integer(), { maxLength: 2 }),
  fc.record({ _meta: meta }, { requiredKeys: [] }),
);
const message = fc.record({
  jsonrpc: fc.constantFrom("2.0", "1.0"),
  id,
  method: fc.constantFrom("ping", "tools/list", "initialize", "notifications/cancelled", 7),
  params,
  result: fc.constantFrom({}, null, "x"),
  error: fc.constantFrom({ code: -32000, message: "x" }, {}, null),
}, { requiredKeys: [] });
const version = fc.constantFrom(null, "2024-11-05", "2025-11-25", "2026-07-28");

/** The message that is read from JSON; undefined if it is invalid. */
function parse(value: unknown): JSONRPCMessage | undefined {
  const [message] = parsePayload(JSON.stringify(value)).messages;
  return message instanceof InvalidMessageError ? undefined : message;
}

function isSdkMessage(value: unknown): boolean {
  return isJSONRPCRequest(value) || isJSONRPCNotification(value) || isJSONRPCResultResponse(value) ||
    isJSONRPCErrorResponse(value);
}

/** Removes what clients send for "absent". */
function omitAbsent(value: unknown): unknown {
  const { params, ...rest } = structuredClone(value) as { params?: Record<string, unknown> | null };
  if (params === undefined) return rest;
  if (params === null || Array.isArray(params) && params.length === 0) return rest;
  if (params._meta === null) delete params._meta;
  return { ...rest, params };
}

Deno.test("parsePayload() accepts what the SDK accepts, and nothing else", () => {
  fc.assert(
    fc.property(message, (message) => {
      const sent = JSON.parse(JSON.stringify(message));
      assert.equal(parse(sent) !== undefined, isSdkMessage(omitAbsent(sent)), JSON.stringify(message));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("mayBeStateless() is true for every message that the SDK assigns to a stateless revision", async () => {
  await fc.assert(
    fc.asyncProperty(message, version, async (message, version) => {
      const known = parse(message);
      if (known === undefined) return;
      const headers = new Headers({
        "content-type": "application/json",
        ...version && { "mcp-protocol-version": version },
      });
      const request = new Request("http://localhost/mcp", { method: "POST", headers });
      const isStateless = !await isLegacyRequest(request, known);
      if (isStateless) assert.equal(mayBeStateless(version, known), true, JSON.stringify(message));
    }),
    { numRuns: 1000 },
  );
});

for (
  const [what, params] of [
    ["null for params", null],
    ["[] for params", []],
    ["null for metadata", { _meta: null }],
    ["null for a progress token", { _meta: { progressToken: null } }],
  ] as const
) {
  Deno.test(`parsePayload() takes ${what} as absent`, () => {
    const message = parse({ jsonrpc: "2.0", id: 1, method: "tools/list", params });
    assert.ok(
      JSON.stringify(message).match(
        /^\{"jsonrpc":"2.0","id":1,"method":"tools\/list"(,"params":\{("_meta":\{\})?\})?\}$/,
      ),
    );
  });
}

for (
  const [text, id, reason] of [
    ['{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}', "9007199254740993", /id must be/],
    ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', "1.5", /id must be/],
    ['{"jsonrpc":"2.0","id":1e400,"method":"ping"}', "1e400", /id must be/],
    ['{"jsonrpc":"2.0","id":null,"method":"ping"}', "null", /id must be/],
    ['{"jsonrpc":"2.0","id":{"id":5},"method":"ping"}', "null", /id must be/],
    ['{"id":"mine","method":"ping"}', '"mine"', /jsonrpc must be "2.0"/],
    ['{"jsonrpc":"2.0","id":1,"method":5}', "1", /method must be a string/],
    ['{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}', "1", /params must be an object/],
    ['{"jsonrpc":"2.0","id":1,"method":"ping","params":{"_meta":{"progressToken":{}}}}', "1", /progressToken must be/],
    ['{"jsonrpc":"2.0","id":1,"method":"ping","extra":true}', "1", /Unknown member "extra"/],
    ['{"jsonrpc":"2.0","id":1}', "1", /must have a method/],
    ["{}", "null", /jsonrpc must be/],
    ["42", "null", /must be a JSON object/],
    ['{"jsonrpc":', "null", /not valid JSON/],
    ["[]", "null", /must contain 1 to 100 messages/],
    ['{"jsonrpc":"2.0","id":1,"result":null}', undefined, /result must be an object/],
    ['{"jsonrpc":"2.0","id":1,"error":{}}', undefined, /response to request 1 is invalid: error must have/],
    ['{"jsonrpc":"2.0","id":1,"error":null}', undefined, /response to request 1 is invalid: error must have/],
    [
      '{"jsonrpc":"2.0","id":"a","result":{},"error":{}}',
      undefined,
      /response to request "a" is invalid: .*, not both/,
    ],
    ['{"jsonrpc":"2.0","id":1.5,"result":{}}', undefined, /^id must be/],
  ] as const
) {
  Deno.test(`parsePayload() rejects ${text} with its id`, () => {
    const [error] = parsePayload(text).messages;
    assert.ok(error instanceof InvalidMessageError);
    assert.equal(JSON.stringify(error.id), id);
    assert.match(error.message, reason);
  });
}

Deno.test("parsePayload() rejects the messages of a batch one by one", () => {
  const { isBatch, messages } = parsePayload(
    '[1,{"jsonrpc":"2.0","id":2,"method":"ping"},{"id":1.50,"method":"ping"}]',
  );
  assert.equal(isBatch, true);
  const ids = messages.map((message) => JSON.stringify((message as { id: unknown }).id));
  assert.deepEqual(ids, ["null", "2", "1.50"]);
});

Deno.test("PendingRequest aborts its signal when it is cancelled, or was before", () => {
  const createRequest = () => new PendingRequest({ jsonrpc: "2.0", id: 1, method: "ping" });
  const [first, second] = [createRequest(), createRequest()];
  const { signal } = first;
  first.cancel();
  second.cancel();
  assert.equal(signal.aborted, true);
  assert.equal(second.signal.aborted, true);
  assert.equal(createRequest().signal.aborted, false);
});

Deno.test("parsePayload() takes null for the metadata of a response for none", () => {
  const text = '{"jsonrpc":"2.0","id":1,"result":{"action":"accept","_meta":null}}';
  assert.deepEqual(parsePayload(text).messages, [{ jsonrpc: "2.0", id: 1, result: { action: "accept" } }]);
});
