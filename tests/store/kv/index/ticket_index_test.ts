import fc from "../../../fast_check.ts";
import { assertConsistent } from "../../audit.ts";
import { openTestStore } from "../../open_test_store.ts";
import { operations, performOperation } from "../../random_operations.ts";
import { getRunCount } from "../../empty_store.ts";

Deno.test("indices and counters match the tickets after any operations", async () => {
  await fc.assert(
    fc.asyncProperty(operations, fc.constantFrom({}, { maxChecks: 9 }), async (groups, options) => {
      await using store = await openTestStore(options);
      await performOperation(store, groups);
      await assertConsistent(store.kv);
    }),
    { numRuns: getRunCount(60) },
  );
});
