import assert from "node:assert/strict";
import { CAN_READ_MEMORY, parseMemory, readMemory } from "../../../bench/processes/memory.ts";

Deno.test("parseMemory() reads current and peak memory in megabytes", () => {
  const status = "Name:\tsupport-mcp\nVmPeak:\t  999999 kB\nVmHWM:\t  100000 kB\nVmRSS:\t   50000 kB\nThreads:\t2\n";
  assert.deepEqual(parseMemory(status), { resident: 51.2, peak: 102.4 });
});

Deno.test("parseMemory() fails for a process that has exited", () => {
  assert.throws(() => parseMemory("Name:\tsupport-mcp\nState:\tZ (zombie)\n"), /VmRSS/);
});

Deno.test({
  name: "readMemory() reads the memory of this process",
  ignore: !CAN_READ_MEMORY,
  async fn() {
    const { resident, peak: highest } = await readMemory(Deno.pid);
    assert.ok(resident > 10 && resident <= highest);
  },
});
