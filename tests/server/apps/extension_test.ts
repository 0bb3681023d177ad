import assert from "node:assert/strict";
import { supportsApps } from "../../../server/apps/mod.ts";

const UI = "io.modelcontextprotocol/ui";
const HTML = "text/html;profile=mcp-app";

Deno.test("supportsApps() requires the extension with the type of our page", () => {
  assert.equal(supportsApps({ extensions: { [UI]: { mimeTypes: ["text/plain", HTML] } } }), true);
  const others: unknown[] = [
    ...[undefined, null, {}, [], "extensions"],
    ...[{ extensions: null }, { extensions: {} }, { extensions: [UI] }, {
      experimental: { [UI]: { mimeTypes: [HTML] } },
    }],
    ...[{}, null, [], { mimeTypes: HTML }, { mimeTypes: [] }, { mimeTypes: ["text/html"] }]
      .map((settings) => ({ extensions: { [UI]: settings } })),
  ];
  for (const capabilities of others) assert.equal(supportsApps(capabilities), false, JSON.stringify(capabilities));
});
