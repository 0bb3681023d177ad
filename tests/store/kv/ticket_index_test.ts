import * as fc from "fast-check";
import { KV_CONNECT_CHECKS } from "../../../store/kv/commit_limits.ts";
import { assertConsistent } from "../audit.ts";
import { openTestStore } from "../open_test_store.ts";
import { operations, perform } from "../random_operations.ts";
import { runs } from "../test_store.ts";

Deno.test("indices and counters follow from the tickets, whatever was done to them", async () => {
  await fc.assert(
    fc.asyncProperty(operations, fc.constantFrom({}, { maxChecks: KV_CONNECT_CHECKS }), async (groups, options) => {
      await using store = await openTestStore(options);
      await perform(store, groups);
      await assertConsistent(store.kv);
    }),
    { numRuns: runs(60) },
  );
});
