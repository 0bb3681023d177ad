import assert from "node:assert/strict";
import { ClientWatch, readDeclaration } from "../../../../server/protocol/dispatch/client_watch.ts";
import { META_KEYS } from "../../../../server/protocol/mod.ts";
import type { HostDeclaration } from "../../../../store/mod.ts";

const createRequest = (method: string, params: Record<string, unknown>) =>
  ({ jsonrpc: "2.0", id: 1, method, params }) as const;

const initialize = (capabilities: unknown, clientInfo: unknown = { name: "claude-code", version: "2.1" }) =>
  createRequest("initialize", { protocolVersion: "2025-11-25", capabilities, clientInfo });

const NOTHING = { asks: false, shares: false, samples: false, shows: false };

Deno.test("readDeclaration() reads what a host declares in the handshake", () => {
  const known = { name: "claude-code", version: "2.1", protocol: "2025-11-25" };
  for (
    const [capabilities, expected] of [
      [{}, NOTHING],
      [{ roots: { listChanged: true }, elicitation: {} }, { ...NOTHING, asks: true, shares: true }],
      [{ elicitation: { url: {} }, sampling: {} }, { ...NOTHING, samples: true }],
      [{ elicitation: { form: {}, url: {} } }, { ...NOTHING, asks: true }],
      [{ extensions: { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html;profile=mcp-app"] } } }, {
        ...NOTHING,
        shows: true,
      }],
      [{ roots: null, elicitation: "yes" }, NOTHING],
    ] as const
  ) assert.deepEqual(readDeclaration(initialize(capabilities)), { ...known, ...expected });
});

Deno.test("readDeclaration() reads the metadata of a request of 2026-07-28", () => {
  const _meta = {
    [META_KEYS.protocolVersion]: "2026-07-28",
    [META_KEYS.clientInfo]: { name: "copilot", version: "1.0" },
    [META_KEYS.clientCapabilities]: { elicitation: {} },
  };
  assert.deepEqual(
    readDeclaration(createRequest("tools/list", { _meta })),
    { name: "copilot", version: "1.0", protocol: "2026-07-28", ...NOTHING, asks: true },
  );
  assert.equal(readDeclaration(createRequest("tools/list", { _meta: { progressToken: 1 } })), undefined);
  assert.equal(readDeclaration(createRequest("tools/list", {})), undefined);
});

Deno.test("readDeclaration() takes no invalid declaration, and long names in part", () => {
  for (const info of [null, "claude", {}, { name: 1, version: "2" }, { name: "a" }]) {
    assert.equal(readDeclaration(initialize({}, info)), undefined);
  }
  const { name } = readDeclaration(initialize({}, { name: `a\n${"x".repeat(500)}`, version: "1" }))!;
  assert.match(name, /^a x{90,98}…$/);
});

Deno.test("ClientWatch reports the first declaration only", () => {
  const reported: HostDeclaration[] = [];
  const watch = new ClientWatch((client) => reported.push(client));
  watch.note(createRequest("ping", {}));
  assert.equal(watch.isOpen, true);
  watch.note(initialize({}));
  assert.equal(watch.isOpen, false);
  assert.deepEqual(reported.map(({ name }) => name), ["claude-code"]);
  assert.equal(new ClientWatch(undefined).isOpen, false);
});
