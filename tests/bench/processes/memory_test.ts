import assert from "node:assert/strict";
import { MEMORY_IS_KNOWN, memoryIn, memoryOf } from "../../../bench/processes/memory.ts";

Deno.test("memoryIn() reads what a process holds and held, in megabytes", () => {
  const status = "Name:\tsupport-mcp\nVmPeak:\t  999999 kB\nVmHWM:\t  100000 kB\nVmRSS:\t   50000 kB\nThreads:\t2\n";
  assert.deepEqual(memoryIn(status), { resident: 51.2, highest: 102.4 });
});

Deno.test("memoryIn() fails for a process that has ended", () => {
  assert.throws(() => memoryIn("Name:\tsupport-mcp\nState:\tZ (zombie)\n"), /VmRSS/);
});

Deno.test({
  name: "memoryOf() sees this process",
  ignore: !MEMORY_IS_KNOWN,
  async fn() {
    const { resident, highest } = await memoryOf(Deno.pid);
    assert.ok(resident > 10 && resident <= highest);
  },
});
