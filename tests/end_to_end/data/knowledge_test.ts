import assert from "node:assert/strict";
import { runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

Deno.test("knowledge sync and export print what they did, and fail for a rejected file", async () => {
  await using folder = await TemporaryFolder.create();
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await runProgram(["knowledge", ...args, "--db", folder.file("desk.db")], {
      env: { SUPPORT_MCP_USER: "dana" },
    });
    return [code, stdout, stderr];
  };
  await Deno.mkdir(folder.file("in"));
  await Deno.writeTextFile(folder.file("in/refunds.md"), "# Refunds\nFive days.");
  assert.deepEqual(await run("import", folder.file("in")), [0, "added      refunds\n1 added.\n", ""]);
  await Deno.writeTextFile(folder.file("in/bad.md"), "no title");
  const [code, stdout, stderr] = await run("sync", folder.file("in"), "--dry-run");
  assert.deepEqual([code, stdout], [1, "1 unchanged, 1 rejected (dry run: nothing was changed).\n"]);
  assert.match(String(stderr), /^rejected {3}bad\.md: title is missing\./);
  assert.deepEqual(await run("export", folder.file("out")), [0, "added      refunds\n1 added.\n", ""]);
  assert.match(
    await Deno.readTextFile(folder.file("out/refunds.md")),
    /^---\ntitle: Refunds\naudience: internal\n---\n\n# Refunds\n/,
  );
  const [usage, , message] = await run("sync", folder.file("in"), "--force");
  assert.equal(usage, 2);
  assert.match(String(message), /--force is only for export\./);
});

Deno.test("knowledge import creates no store without an article", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.mkdir(folder.file("in"));
  await Deno.writeTextFile(folder.file("in/bad.md"), "no title");
  const run = (...args: string[]) => runProgram(["knowledge", ...args]);
  const rejected = await run("import", folder.file("in"), "--db", folder.file("desk.db"));
  assert.deepEqual([rejected.code, rejected.stdout], [1, "1 rejected.\n"]);
  assert.match(rejected.stderr, /^rejected {3}bad\.md: title is missing\./);
  const missing = await run("sync", folder.file("missing"), "--db", folder.file("desk.db"));
  assert.deepEqual([missing.code, missing.stdout], [1, ""]);
  const noFolder = await run("import", folder.file("in"), "--db", folder.file("no/desk.db"));
  assert.match(noFolder.stderr, /Cannot create the store .*: the folder .* does not exist\./);
  assert.deepEqual(await folder.listNames(), ["in"]);
});
