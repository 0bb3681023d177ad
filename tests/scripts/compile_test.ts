import assert from "node:assert/strict";
import { compile } from "../../scripts/compile.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

for (
  const [what, make] of [
    ["isn't there", () => Promise.resolve()],
    ["makes no program", (path: string) => Deno.writeTextFile(path, "not a denort", { mode: 0o755 })],
  ] as const
) {
  Deno.test(`compile() explains a denort that ${what}, and leaves nothing behind`, async () => {
    await using folder = await TemporaryFolder.create();
    const denort = folder.file("denort");
    await make(denort);
    const program = folder.file("support-mcp");
    await assert.rejects(compile(program, denort), /denort \d+\.\d+\.\d+.*set DENORT_BIN/s);
    await assert.rejects(Deno.stat(program), Deno.errors.NotFound);
  });
}
