import assert from "node:assert/strict";
import { deepFreeze, requirePlainData } from "../../../../store/kv/port/plain_data.ts";

Deno.test("requirePlainData() accepts JSON, and bytes", () => {
  for (const value of [null, "text", 1, true, ["a", { b: [null] }], new Uint8Array(1)]) requirePlainData(value);
});

Deno.test("requirePlainData() rejects everything else", () => {
  for (const value of [() => 1, Symbol("s"), new Map(), new Deno.KvU64(1n), { at: new Date() }, [class {}], 1n]) {
    assert.throws(() => requirePlainData(value), { name: "TypeError", message: /only plain data is supported/ });
  }
});

Deno.test("deepFreeze() freezes plain data at every level", () => {
  const ticket = deepFreeze({ tags: ["a"], escalation: { by: "Jo" }, note: null, bytes: new Uint8Array(1) });
  assert.throws(() => ticket.tags.push("b"), TypeError);
  assert.throws(() => ticket.escalation.by = "Kim", TypeError);
  assert.throws(() => Object.assign(ticket, { note: "x" }), TypeError);
});
