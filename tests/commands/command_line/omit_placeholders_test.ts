import assert from "node:assert/strict";
import { loadCommands } from "../../../commands/command_line/flags/mod.ts";
import { omitPlaceholders } from "../../../commands/command_line/omit_placeholders.ts";
import { mainWith } from "../../main_with.ts";

const DB = "${user_config.db}";
const { agent, serve } = await loadCommands(["agent", "serve"]);

Deno.test("omitPlaceholders() omits flags without a real value, of every kind", () => {
  for (
    const [args, kept] of [
      [["--db", DB], []],
      [["tickets", `--db=${DB}`, "--read-only"], ["tickets", "--read-only"]],
      [["--log-level", "${user_config.level}", "--tools", "${input:tools}", "--demo"], ["--demo"]],
      [["--db", DB, "--db", "desk.db"], ["--db", "desk.db"]],
    ] as const
  ) assert.deepEqual(omitPlaceholders(args, serve!), kept);
});

Deno.test("omitPlaceholders() keeps everything else", () => {
  for (
    const args of [
      ["--db", "/data/${USER}.db"],
      ["--read-only", DB],
      [DB],
      ["--unknown", DB],
      ["--constructor", DB],
      ["--", "--db", DB],
      ["--db"],
    ]
  ) assert.deepEqual(omitPlaceholders(args, serve!), args);
  const header = ["--header", "Authorization: Bearer ${TOKEN}"];
  assert.deepEqual(omitPlaceholders(header, agent!), header);
});

Deno.test("a flag with a placeholder does not reach a command", async () => {
  const invalid = await mainWith("serve", "--max-rate", "none", "--http", "no port");
  assert.deepEqual([invalid.code, invalid.stdout], [2, ""]);
  const { code, stderr } = await mainWith("serve", "--http", DB, "--log-level", DB, "--max-rate", "none");
  assert.equal(code, 2);
  assert.match(stderr, /^support-mcp: --max-rate is invalid: "none"/);
});
