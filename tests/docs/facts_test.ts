import assert from "node:assert/strict";
import { join } from "node:path";
import { commandNames } from "../../commands/command_line/mod.ts";
import { HOSTS } from "../../install/mod.ts";
import { PROJECT } from "../house/sources.ts";
import { mainWith } from "../main_with.ts";
import { findGuides, removeBlocks } from "./guide.ts";

/** Guides with flags of the project's own scripts. */
const ABOUT_SCRIPTS = ["CONTRIBUTING.md", "docs/releasing.md"];

/** Variables that have no flag, because command lines are visible to others. */
const SECRETS = ["SUPPORT_MCP_TOKEN", "SUPPORT_MCP_STATE_KEY"];

Deno.test("every flag and environment variable that a guide mentions exists", async () => {
  const known = new Set([...SECRETS, ...await listFlags()]);
  for (const guide of await findGuides()) {
    if (ABOUT_SCRIPTS.includes(guide)) continue;
    const text = removeBlocks(await Deno.readTextFile(join(PROJECT, guide)));
    const mentioned = [...text.matchAll(/`[^`]*?(?<![\w-])(--[a-z][a-z-]+)|(SUPPORT_MCP_[A-Z_]+)/g)];
    const unknown = mentioned.map(([, flag, variable]) => flag ?? variable!).filter((name) => !known.has(name));
    assert.deepEqual(unknown, [], guide);
  }
});

Deno.test("flags in a guide have the placeholders of the help", async () => {
  const help = (await readHelp()).replaceAll("...", "…");
  for (const guide of await findGuides()) {
    if (ABOUT_SCRIPTS.includes(guide)) continue;
    const text = removeBlocks(await Deno.readTextFile(join(PROJECT, guide)));
    const shown = [...text.matchAll(/`(--[a-z-]+ [A-Z[][A-Z:[\]…,=|]*)`/g)].map(([, flag]) => flag!);
    assert.deepEqual(shown.filter((flag) => !help.includes(`  ${flag}  `) && !help.includes(`  ${flag}\n`)), [], guide);
  }
});

Deno.test("docs/hosts.md and README.md name every host that install knows", async () => {
  for (const page of ["README.md", "docs/hosts.md"]) {
    const text = await Deno.readTextFile(join(PROJECT, page));
    assert.deepEqual(Object.keys(HOSTS).filter((id) => !text.includes(id)), [], page);
  }
});

Deno.test("docs/commands.md names every command", async () => {
  const text = await Deno.readTextFile(join(PROJECT, "docs/commands.md"));
  assert.deepEqual(commandNames.filter((command) => !text.includes(`support-mcp ${command}`)), ["uninstall"]);
});

async function listFlags(): Promise<string[]> {
  return (await readHelp()).match(/--[a-z][a-z-]+|SUPPORT_MCP_[A-Z_]+/g) ?? [];
}

/** Reads the help of every command. */
async function readHelp(): Promise<string> {
  const pages = await Promise.all(commandNames.map((command) => mainWith(command, "--help")));
  return pages.map(({ stdout }) => stdout).join("");
}
