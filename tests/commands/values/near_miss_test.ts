import assert from "node:assert/strict";
import { findNearMisses } from "../../../commands/values/near_miss.ts";

const COMMANDS = ["serve", "install", "uninstall", "agent", "import", "export", "backup", "completions"];

for (
  const [input, expected] of [
    ["srve", ["serve"]],
    ["sevre", ["serve"]],
    ["exprot", ["export"]],
    ["instal", ["install"]],
    ["uninst", ["uninstall"]],
    ["comp", ["completions"]],
    ["agents", ["agent"]],
    ["Import", ["import"]],
    ["SRVE", ["serve"]],
    ["-V", []],
    ["x", []],
    ["help", []],
    ["tickets", []],
    ["", []],
  ] as const
) {
  Deno.test(`findNearMisses() suggests [${expected}] for "${input}"`, () => {
    assert.deepEqual(findNearMisses(input, COMMANDS), expected);
  });
}

Deno.test("findNearMisses() finds swapped letters in a host's name", () => {
  assert.deepEqual(findNearMisses("cluade-code", ["claude-desktop", "claude-code", "codex"]), ["claude-code"]);
});

Deno.test("findNearMisses() finds a host by its name for people, or by the start that two hosts share", () => {
  const hosts = ["claude-desktop", "claude-code", "codex", "vscode"];
  assert.deepEqual(["VS Code", "VSCode", "Claude Code", "claude"].map((input) => findNearMisses(input, hosts)), [
    ["vscode"],
    ["vscode"],
    ["claude-code"],
    ["claude-desktop", "claude-code"],
  ]);
});

Deno.test("findNearMisses() suggests every candidate that is equally close", () => {
  assert.deepEqual(findNearMisses("ab", ["abc", "abd", "xyz"]), ["abc", "abd"]);
});
