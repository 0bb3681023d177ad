import assert from "node:assert/strict";
import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  isLegacyRequest,
} from "@modelcontextprotocol/server";
import fc from "fast-check";
import { isStateless, mayBeStateless } from "../../../../../server/protocol/revisions.ts";
import { parsePostedBody } from "../../../../../server/transports/http/wire/posted_body.ts";

const VERSION = "io.modelcontextprotocol/protocolVersion";
const INFO = "io.modelcontextprotocol/clientInfo";
const CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

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

function createRequest(value: unknown) {
  try {
    return parsePostedBody(JSON.stringify(value));
  } catch {
    return undefined;
  }
}

Deno.test("mayBeStateless() and isStateless() say of every message what the SDK says", async () => {
  await fc.assert(
    fc.asyncProperty(
      message.filter((message) => createRequest(message) !== undefined),
      version,
      async (message, version) => {
        const headers = new Headers({
          "content-type": "application/json",
          ...version && { "mcp-protocol-version": version },
        });
        const request = new Request("http://localhost/mcp", { method: "POST", headers });
        const known = createRequest(message)!;
        assert.equal(
          mayBeStateless(version, known) && await isStateless(request, known),
          !await isLegacyRequest(request, known.body),
          JSON.stringify(message),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

Deno.test("parsePosted() takes what the SDK takes for JSON-RPC, and nothing else", () => {
  fc.assert(
    fc.property(message, (message) => {
      const sent = JSON.parse(JSON.stringify(message));
      const known = [isJSONRPCRequest, isJSONRPCNotification, isJSONRPCResultResponse, isJSONRPCErrorResponse];
      assert.equal(createRequest(message) !== undefined, known.some((is) => is(sent)), JSON.stringify(message));
    }),
    { numRuns: 1000 },
  );
});
