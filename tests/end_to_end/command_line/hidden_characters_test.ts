/** Paths with characters that move the cursor, or that no one sees. */

import assert from "node:assert/strict";
import { getDenoCache, runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const HIDDEN = "a\x1b[2Jb\u200bc\u2028d\u202ee\u{e0041}";
const SHOWN = "a\\x1b[2Jb\\u200bc\\u2028d\\u202ee\\u{e0041}";

/** Every character that the name has and no output may have. */
// deno-lint-ignore no-control-regex
const RAW = /[\x1b\u200b\u2028\u202e\u{e0041}]/u;

Deno.test({
  name: "commands show the hidden characters of paths, in results and in errors",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.create();
    const home = folder.file(HIDDEN);
    await Deno.mkdir(`${home}/Claude`, { recursive: true });
    await Deno.writeTextFile(`${home}/t.csv`, "subject,customer\nCard lost,a@b.c\n");
    const [db, backup] = [`${home}/desk.db`, `${home}/backup.db`];
    const env = { XDG_CONFIG_HOME: home, HOME: home, DENO_DIR: await getDenoCache(), SUPPORT_MCP_DB: db };
    const run = async (args: readonly string[], code: number | null) => {
      const result = await runProgram(args, { env });
      const output = result.stdout + result.stderr;
      if (code !== null) assert.equal(result.code, code, output);
      assert.ok(output.includes(SHOWN), `${args[0]}: ${output}`);
      assert.doesNotMatch(output, RAW, args[0]);
    };
    await run(["import", `${home}/t.csv`], 0);
    await run(["backup", backup], 0);
    await run(["restore", backup], 0);
    await run(["install", "claude-desktop"], 0);
    await Promise.all([
      run(["check"], 0),
      run(["doctor"], null),
      run(["export", `${home}/desk.jsonl`], 0),
      run(["import", `${home}/none.csv`], 1),
      run(["check", "--db", `${home}/none.db`], 1),
      run(["backup", `${home}/none/backup.db`], 1),
      run(["export", `${home}/none/desk.jsonl`], 1),
      run(["restore", `${home}/none.db`], 1),
      run([HIDDEN], 2),
    ]);
  },
});

Deno.test("results in JSON have no hidden characters, and the same value", async () => {
  await using folder = await TemporaryFolder.create();
  const env = { SUPPORT_MCP_DB: folder.file("desk.db"), DENO_DIR: await getDenoCache() };
  const body = "Hello \u200b\u202eAna\u{e0041}\u009b";
  const set = await runProgram(["settings", "set", "saved_replies/hello", JSON.stringify({ body })], { env });
  assert.equal(set.code, 0, set.stderr);
  for (const args of [["show"], ["history"], ["get", "saved_replies/hello"]]) {
    const { stdout } = await runProgram(["settings", ...args, "--json"], { env });
    assert.doesNotMatch(stdout, /[\u0080-\u009f\u200b\u202e\u{e0041}]/u, stdout);
    assert.match(JSON.stringify(JSON.parse(stdout)), /Hello \u200b\u202eAna\u{e0041}/u);
  }
});
