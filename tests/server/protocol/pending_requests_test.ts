import assert from "node:assert/strict";
import fc from "fast-check";
import { PendingRequests } from "../../../server/protocol/pending_requests.ts";

Deno.test("UnderWay finds what a map would find", () => {
  const id = fc.constantFrom<string | number>(0, 1, 2, "0", "1", "");
  const step = fc.record({ id, adds: fc.boolean() });
  fc.assert(fc.property(fc.array(step), (steps) => {
    const underWay = new PendingRequests<number>();
    const map = new Map<string | number, number>();
    for (const [number, { id, adds }] of steps.entries()) {
      if (!adds) underWay.delete(id);
      else if (!map.has(id)) underWay.add(id, number);
      if (!adds) map.delete(id);
      else if (!map.has(id)) map.set(id, number);
      assert.deepEqual(underWay.ids().reverse(), [...map.keys()]);
      for (const known of [...map.keys(), id]) assert.equal(underWay.get(known), map.get(known));
    }
  }));
});
