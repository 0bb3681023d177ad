import assert from "node:assert/strict";
import { join } from "node:path";
import { PROJECT } from "../../house/sources.ts";
import { runProgram } from "../program.ts";

Deno.test("--licenses prints the notices of third-party software", async () => {
  const { code, stdout, stderr } = await runProgram(["--licenses"]);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  assert.equal(stdout, await Deno.readTextFile(join(PROJECT, "THIRD_PARTY_NOTICES")));
});
