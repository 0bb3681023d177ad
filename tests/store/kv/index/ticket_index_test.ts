import * as fc from "fast-check";
import { KV_CONNECT_MAX_CHECKS } from "../../../../store/kv/commit/commit_limits.ts";
import { assertConsistent } from "../../audit.ts";
import { openTestStore } from "../../open_test_store.ts";
import { operations, performOperation } from "../../random_operations.ts";
import { getRunCount } from "../../empty_store.ts";

Deno.test("indices and counters follow from the tickets, whatever was done to them", async () => {
  await fc.assert(
    fc.asyncProperty(operations, fc.constantFrom({}, { maxChecks: KV_CONNECT_MAX_CHECKS }), async (groups, options) => {
      await using store = await openTestStore(options);
      await performOperation(store, groups);
      await assertConsistent(store.kv);
    }),
    { numRuns: getRunCount(60) },
  );
});
