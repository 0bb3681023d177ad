import assert from "node:assert/strict";
import { createNpxEntry, isInNpxCache } from "../../../commands/hosts/own_entry.ts";

Deno.test("isInNpxCache() recognizes the programs that npx keeps for a while", () => {
  assert.ok(isInNpxCache("/home/dana/.npm/_npx/c6f1/node_modules/@support-mcp/linux-x64/bin/support-mcp"));
  assert.ok(
    isInNpxCache("C:\\Users\\dana\\AppData\\Local\\npm-cache\\_npx\\c6f1\\node_modules\\.bin\\support-mcp.exe"),
  );
  assert.ok(isInNpxCache("/home/dana/.npm/_npx/c6f1/node_modules/@support-mcp/darwin-arm64/bin/desk"));
  assert.ok(isInNpxCache("/home/dana/.npm/_npx/c6f1/node_modules/.bin/support-mcp"));
  assert.ok(!isInNpxCache("/home/dana/.npm/_npx/c6f1/node_modules/support-mcp-tools/bin/support-mcp"));
  assert.ok(!isInNpxCache("/home/dana/.npm/_npx/7a40/node_modules/deno/deno"), "Deno runs the sources");
  assert.ok(!isInNpxCache("/usr/local/lib/node_modules/@support-mcp/linux-x64/bin/support-mcp"));
});

Deno.test("createNpxEntry() starts the package by its name", () => {
  const args = ["-y", "support-mcp", "serve", "--demo"];
  assert.deepEqual(createNpxEntry(["serve", "--demo"], "linux"), { command: "npx", args });
  assert.deepEqual(createNpxEntry(["serve", "--demo"], "windows"), { command: "cmd", args: ["/c", "npx", ...args] });
});
