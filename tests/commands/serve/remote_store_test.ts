import assert from "node:assert/strict";
import { warnAboutRemoteStore } from "../../../commands/serve/remote_store.ts";

function getWarnings(location: string, flags: { http?: unknown; stateKey?: string }): string[] {
  const warnings: string[] = [];
  const { http, stateKey } = flags;
  warnAboutRemoteStore(location, { http, stateKey }, { warning: (message: string) => void warnings.push(message) });
  return warnings;
}

Deno.test("warnOfServerStore() warns of a token and tickets that others can read on their way", () => {
  for (
    const location of ["https://kv.example", "http://127.0.0.1:4512", "http://localhost:4512", "http://[::1]:4512"]
  ) {
    assert.deepEqual(getWarnings(location, {}), [], location);
  }
  assert.match(getWarnings("http://kv.example:4512", {}).join(), /unencrypted: name it with https:/);
});

Deno.test("warnOfServerStore() warns of replicas without a common key", () => {
  assert.match(getWarnings("https://kv.example", { http: {} }).join(), /set SUPPORT_MCP_STATE_KEY/);
  assert.deepEqual(getWarnings("https://kv.example", { http: {}, stateKey: "k".repeat(32) }), []);
});
