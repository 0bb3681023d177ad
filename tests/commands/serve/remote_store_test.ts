import assert from "node:assert/strict";
import { warnAboutRemoteStore } from "../../../commands/serve/remote_store.ts";

function getWarnings(location: string, flags: { http?: unknown; stateKey?: string }): string[] {
  const warnings: string[] = [];
  const { http, stateKey } = flags;
  warnAboutRemoteStore(location, { http, stateKey }, { warning: (message: string) => void warnings.push(message) });
  return warnings;
}

Deno.test("warnAboutRemoteStore() warns about a token and tickets sent in plain text", () => {
  for (
    const location of ["https://kv.example", "http://127.0.0.1:4512", "http://localhost:4512", "http://[::1]:4512"]
  ) {
    assert.deepEqual(getWarnings(location, {}), [], location);
  }
  assert.match(getWarnings("http://kv.example:4512", {}).join(), /is unencrypted: .* Use https:/);
});

Deno.test("warnAboutRemoteStore() warns about replicas without a shared key", () => {
  assert.match(getWarnings("https://kv.example", { http: {} }).join(), /^SUPPORT_MCP_STATE_KEY is not set/);
  assert.deepEqual(getWarnings("https://kv.example", { http: {}, stateKey: "k".repeat(32) }), []);
});
