import assert from "node:assert/strict";
import fc from "fast-check";
import { PendingRequest, PendingRequests } from "../../../../server/protocol/messages/pending_requests.ts";

function createRequest(id: string | number, method = "ping"): PendingRequest {
  return new PendingRequest({ jsonrpc: "2.0", id, method });
}

Deno.test("PendingRequests finds what a map would find", () => {
  const id = fc.constantFrom<string | number>(0, 1, 2, "0", "1", "");
  const step = fc.record({ id, adds: fc.boolean() });
  fc.assert(fc.property(fc.array(step), (steps) => {
    const pending = new PendingRequests();
    const map = new Map<string | number, PendingRequest>();
    for (const { id, adds } of steps) {
      const request = createRequest(id);
      if (!adds) assert.equal(pending.remove(id), map.get(id));
      else if (!map.has(id)) pending.add(request);
      if (!adds) map.delete(id);
      else if (!map.has(id)) map.set(id, request);
      assert.deepEqual(pending.ids().reverse(), [...map.keys()]);
      for (const known of [...map.keys(), id]) assert.equal(pending.get(known), map.get(known));
    }
  }));
});

Deno.test("PendingRequests is idle when only subscriptions are pending", async () => {
  const pending = new PendingRequests();
  await pending.whenIdle();
  pending.add(createRequest(1));
  pending.add(createRequest(2, "subscriptions/listen"));
  const other = new PendingRequests();
  other.add(createRequest(1));
  other.add(createRequest(2, "subscriptions/listen"));
  let isIdle = false;
  const idle = other.whenIdle().then(() => isIdle = true);
  await Promise.resolve();
  assert.equal(isIdle, false);
  other.remove(1);
  await idle;
});

Deno.test("PendingRequest aborts its signal when it is cancelled, or was before", () => {
  const first = createRequest(1);
  const { signal } = first;
  first.cancel();
  assert.equal(signal.aborted, true);
  const second = createRequest(2);
  second.cancel();
  assert.equal(second.signal.aborted, true);
  assert.equal(createRequest(3).signal.aborted, false);
});
