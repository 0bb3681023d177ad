import assert from "node:assert/strict";
import { loadOnCall } from "../../../base/values/load_on_call.ts";

class Counter {
  #count = 0;

  add(more: number): Promise<number> {
    return Promise.resolve(this.#count += more);
  }

  fail(): Promise<never> {
    return Promise.reject(new RangeError("too many"));
  }
}

Deno.test("loadOnCall() loads once, with the first call", async () => {
  let loads = 0;
  const counter = loadOnCall(() => {
    loads++;
    return Promise.resolve(new Counter());
  });
  assert.equal(await Promise.resolve(counter), counter);
  assert.equal(loads, 0);
  assert.deepEqual(await Promise.all([counter.add(1), counter.add(2)]), [1, 3]);
  await assert.rejects(counter.fail(), RangeError);
  assert.equal(loads, 1);
});
