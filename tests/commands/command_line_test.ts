import assert from "node:assert/strict";
import manifest from "../../deno.json" with { type: "json" };
import { mainWith } from "../main_with.ts";

for (const args of [[], ["--help"], ["-h"]]) {
  Deno.test(`main() lists the commands for [${args}]`, async () => {
    const { code, stdout, stderr } = await mainWith(...args);
    assert.deepEqual([code, stderr], [0, ""]);
    for (const command of ["serve", "agent", "replay", "import", "export", "backup", "completions"]) {
      assert.match(stdout, new RegExp(`^  ${command} `, "m"));
    }
  });
}

Deno.test("main() explains every flag of serve, with its variable", async () => {
  const { code, stdout } = await mainWith("serve", "--help");
  assert.equal(code, 0);
  for (const flag of ["db", "read-only", "tools", "log-level", "unattended"]) {
    const variable = `SUPPORT_MCP_${flag.toUpperCase().replace("-", "_")}`;
    assert.match(stdout, new RegExp(`--${flag}\\b.*\\(${variable}\\)`));
  }
  assert.match(stdout, /--demo\b/);
});

Deno.test("main() prints the version of deno.json", async () => {
  assert.deepEqual(await mainWith("--version"), { code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});

for (
  const [args, says] of [
    [["srve"], /there is no command srve: did you mean serve\?/],
    [["--verson"], /there is no flag --verson/],
    [["serve", "--demoo"], /there is no flag --demoo: did you mean --demo\?/],
    [["serve", "--read-onyl"], /there is no flag --read-onyl: did you mean --read-only\?/],
    [["serve", "-x"], /there is no flag -x\./],
    [["serve", "custmers"], /custmers, only one of tickets, customers/],
    [["serve", "tickets", "customers"], /there is no place for customers/],
    [["serve", "--log-level", "loud"], /--log-level can't be loud, only one of debug, info, warning, error/],
    [["serve", "--db"], /--db needs a value/],
    [["serve", "--db", "a", "--db", "b"], /--db/],
    [["completions", "csh"], /: bash\|zsh\|fish can't be csh, only one of bash, zsh, fish\./],
    [["serve", "people"], /: tickets\|customers can't be people, only one of tickets, customers\./],
    [["agent", "--protocol", "2020-01-01"], /--protocol can't be 2020-01-01, only one of .*2025-11-25/],
    [["completions"], /bash\|zsh\|fish is missing/],
    [["completions", "tcsh"], /tcsh, only one of bash, zsh, fish/],
  ] as const
) {
  Deno.test(`main() says in one line what is wrong with [${args.join(" ")}], and ends with 2`, async () => {
    const { code, stdout, stderr } = await mainWith(...args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, says);
    assert.match(stderr, /^support-mcp: [^\n]+--help[^\n]+\n$/);
  });
}

for (
  const [variable, value] of [
    ["SUPPORT_MCP_LOG_LEVEL", "loud"],
    ["SUPPORT_MCP_READ_ONLY", "perhaps"],
    ["SUPPORT_MCP_UNATTENDED", "perhaps"],
  ] as const
) {
  Deno.test(`main() ends with 2 when ${variable} can't be read`, async () => {
    Deno.env.set(variable, value);
    try {
      const { code, stderr } = await mainWith("serve", "--db", ":memory:");
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`^support-mcp: [^\\n]*${variable} is "${value}"[^\\n]*\\n$`));
    } finally {
      Deno.env.delete(variable);
    }
  });
}

/** What a shell is told for the words of a command line, without the descriptions. */
async function getProposals(...words: string[]): Promise<string[]> {
  const { code, stdout } = await mainWith("__complete", ...words);
  assert.equal(code, 0);
  return stdout.split("\n").filter((line) => line !== "").map((line) => line.split("\t")[0]!);
}

Deno.test("main() proposes commands, flags, and the values of flags and arguments", async () => {
  assert.deepEqual(await getProposals("se"), ["serve"]);
  assert.deepEqual(await getProposals(""), [
    "serve",
    "install",
    "uninstall",
    "doctor",
    "agent",
    "replay",
    "import",
    "export",
    "backup",
    "completions",
  ]);
  assert.deepEqual(await getProposals("serve", "--d"), ["--db", "--demo"]);
  assert.deepEqual(await getProposals("serve", "--demo", "--d"), ["--db"]);
  assert.deepEqual(await getProposals("serve", "c"), ["customers"]);
  assert.deepEqual(await getProposals("serve", "--log-level", "w"), ["warning"]);
  assert.deepEqual(await getProposals("serve", "--tools", "close_"), ["close_ticket_tool"]);
  assert.deepEqual(await getProposals("completions", ""), ["bash", "zsh", "fish"]);
  assert.ok((await getProposals("serve", "--")).includes("--help"));
});

Deno.test("main() proposes nothing where only a file fits, so that the shell proposes files", async () => {
  assert.deepEqual(await getProposals("serve", "--db", ""), []);
});

Deno.test("main() completes --flag=value as one word and, as bash splits it, as three", async () => {
  assert.deepEqual(await getProposals("serve", "--log-level=in"), ["--log-level=info"]);
  assert.deepEqual(await getProposals("serve", "--log-level", "=", "in"), ["info"]);
  assert.deepEqual(await getProposals("serve", "--log-level", "="), ["debug", "info", "warning", "error"]);
});

Deno.test("main() proposes no more than help after a word that is wrong", async () => {
  assert.deepEqual(await getProposals("srve", "--"), []);
  assert.deepEqual(await getProposals("serve", "--demoo", "--"), ["--help"]);
});
