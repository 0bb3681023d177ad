import assert from "node:assert/strict";
import { delimiter } from "node:path";
import type { Shell } from "../../../commands/completions.ts";
import { getCommandLine, runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** Returns the script that makes each shell print its proposals for a line. The last word of the line is unfinished. */
const PROPOSAL_SCRIPTS: Record<Shell, (script: string, words: readonly string[]) => string> = {
  bash: (script, words) =>
    `source '${script}'; COMP_WORDS=(${words.map(quoteWord).join(" ")}); COMP_CWORD=${words.length - 1}
     _support_mcp; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (script, words) =>
    `compdef() { :; }; _describe() { print -l -- "\${(@)\${(@P)2}%%:*}"; }; source '${script}'
     words=(${words.map(quoteWord).join(" ")}); CURRENT=${words.length}; _support_mcp`,
  fish: (script, words) =>
    `source '${script}'; complete -C ${quoteWord(words.join(" "))} | string replace -r '\\t.*' ''`,
};

for (const shell of ["bash", "zsh", "fish"] as const) {
  Deno.test({
    name: `completions ${shell} makes a real ${shell} complete commands, flags and values`,
    ignore: Deno.build.os === "windows" || !isInstalled(shell),
    async fn() {
      await using folder = await TemporaryFolder.create();
      await addToPath(folder);
      const script = folder.file("completions");
      await Deno.writeTextFile(script, (await runProgram(["completions", shell])).stdout);
      const complete = (...words: string[]) => getProposals(shell, PROPOSAL_SCRIPTS[shell](script, words), folder);
      assert.deepEqual(await complete("support-mcp", "ser"), ["serve"]);
      assert.deepEqual(await complete("support-mcp", "serve", "--d"), ["--db", "--demo"]);
      assert.deepEqual(await complete("support-mcp", "serve", "--log-level", "w"), ["warning"]);
    },
  });
}

/** Creates a program named `support-mcp` in a folder of the path. */
async function addToPath(folder: TemporaryFolder): Promise<void> {
  const { program, args } = getCommandLine([]);
  const words = [program, ...args].map(quoteWord).join(" ");
  await Deno.writeTextFile(folder.file("support-mcp"), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
}

async function getProposals(shell: Shell, ask: string, folder: TemporaryFolder): Promise<string[]> {
  const PATH = [folder.path, Deno.env.get("PATH")].join(delimiter);
  const { success, stdout, stderr } = await new Deno.Command(shell, { args: ["-c", ask], env: { PATH } }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "").sort();
}

function isInstalled(shell: string): boolean {
  const folders = (Deno.env.get("PATH") ?? "").split(delimiter);
  return folders.some((folder) => {
    try {
      return Deno.statSync(`${folder}/${shell}`).isFile;
    } catch {
      return false;
    }
  });
}

function quoteWord(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
