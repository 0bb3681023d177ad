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
    await withVariable("DENORT_BIN", denort, async () => {
      await assert.rejects(compile(program), /denort \d+\.\d+\.\d+.*set DENORT_BIN/s);
    });
    await assert.rejects(Deno.stat(program), Deno.errors.NotFound);
  });
}

async function withVariable(name: string, value: string, work: () => Promise<void>): Promise<void> {
  const before = Deno.env.get(name);
  Deno.env.set(name, value);
  try {
    await work();
  } finally {
    if (before === undefined) Deno.env.delete(name);
    else Deno.env.set(name, before);
  }
}
