import assert from "node:assert/strict";
import manifest from "../../../deno.json" with { type: "json" };
import { commandNames } from "../../../commands/command_line/command_line.ts";
import { mainWith } from "../../main_with.ts";
import { overrideVariables } from "../../override_variables.ts";

for (const args of [[], ["--help"], ["-h"], ["help"], ["help", "--help"]]) {
  Deno.test(`main() lists the commands for [${args}]`, async () => {
    const { code, stdout, stderr } = await mainWith(...args);
    assert.deepEqual([code, stderr], [0, ""]);
    for (const command of commandNames) assert.match(stdout, new RegExp(`^  ${command} `, "m"));
  });
}

for (const args of [["serve", "-h"], ["help", "serve"], ["serve", "help"], ["serve", "tickets", "--help"]]) {
  Deno.test(`main() prints the help of serve for [${args}]`, async () => {
    assert.deepEqual(await mainWith(...args), await mainWith("serve", "--help"));
  });
}

for (
  const args of [["version"], ["--version"], ["-V"], ["-v"], ["serve", "--version"], ["serve", "-V"], ["agent", "-V"]]
) {
  Deno.test(`main() prints the version for [${args}]`, async () => {
    assert.deepEqual(await mainWith(...args), { code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });
}

for (const args of [["version", "--json"], ["--version", "--json"]]) {
  Deno.test(`main() prints the version and the platform as one JSON object for [${args}]`, async () => {
    const { code, stdout, stderr } = await mainWith(...args);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^[^\n]+\n$/);
    const { os, arch, target } = Deno.build;
    const { deno, v8 } = Deno.version;
    assert.deepEqual(JSON.parse(stdout), {
      name: "support-mcp",
      version: manifest.version,
      os,
      arch,
      target,
      deno,
      v8,
    });
  });
}

Deno.test("main() explains every flag of serve, with its variable", async () => {
  const { code, stdout } = await mainWith("serve", "--help");
  assert.equal(code, 0);
  for (const flag of ["db", "read-only", "tools", "log-level", "unattended"]) {
    const variable = `SUPPORT_MCP_${flag.toUpperCase().replace("-", "_")}`;
    assert.match(stdout, new RegExp(`--${flag}\\b[^]*\\[env: ${variable}\\]`));
  }
  assert.match(stdout, /--demo\b/);
});

for (
  const [args, says] of [
    [["srve"], /: "srve" is not a command\. Did you mean serve\? Run support-mcp --help for usage\.$/],
    [
      ["cluade-code"],
      /: "cluade-code" is not a command\. Did you mean install claude-code or uninstall claude-code\? Run/,
    ],
    [["tickets"], /: "tickets" is not a command\. Did you mean serve tickets\? Run/],
    [["hisory"], /: "hisory" is not a command\. Did you mean settings history\? Run/],
    [["xyzzy"], /: "xyzzy" is not a command\. Run/],
    [["-X"], /: -X is not a flag of support-mcp\. Run/],
    [["--verson"], /: --verson is not a flag of support-mcp\. Did you mean --version\?/],
    [["help", "srve"], /: "srve" is not a command\. Did you mean serve\?/],
    [
      ["install", "cluade-code"],
      /: HOST is invalid: "cluade-code"\. Did you mean claude-code\? Use claude-desktop, .*, or lm-studio\./,
    ],
    [["uninstall"], /: HOST is missing\. Run support-mcp uninstall --help for usage\.$/],
    [["serve", "--demoo"], /: --demoo is not a flag of support-mcp serve\. Did you mean --demo\?/],
    [["serve", "--read-onyl"], /: --read-onyl is not a flag of support-mcp serve\. Did you mean --read-only\?/],
    [["serve", "--hlep"], /: --hlep is not a flag of support-mcp serve\. Did you mean --help\?/],
    [["serve", "-x"], /: -x is not a flag of support-mcp serve\. Run/],
    [
      ["serve", "custmers"],
      /: "custmers" is invalid\. Did you mean customers\? Use tickets or customers\./,
    ],
    [["serve", "tickets", "customers"], /: "customers" is one argument too many\./],
    [["serve", "--log-level", "loud"], /: --log-level is invalid: "loud"\. Use debug, info, warning, or error\./],
    [["serve", "--log-level", "wraning"], /: --log-level is invalid: "wraning"\. Did you mean warning\?/],
    [["serve", "--http", "eighty"], /: --http is invalid: "eighty"\. Use PORT or HOST:PORT, such as 8080/],
    [["serve", "--max-rate", "many"], /: --max-rate is invalid: "many"\. Use a whole number\./],
    [["serve", "--db"], /: --db needs a value\./],
    [["export", "--db="], /: --db needs a value\. Run support-mcp export --help for usage\.$/],
    [["backup", "--db=", "copy.db"], /: --db needs a value\./],
    [["export", "--x"], /: --x is not a flag of support-mcp export\. Run support-mcp export --help for usage\.$/],
    [["import", "--x", "data.csv"], /: --x is not a flag of support-mcp import\./],
    [["serve", "--é=1"], /: --é is not a flag of support-mcp serve\./],
    [["serve", "--db", "a", "--db", "b"], /: --db is given more than once\. Use it once\./],
    [["agent", "--protocol", "2020-01-01"], /: --protocol is invalid: "2020-01-01"\. Use handshake, .*2025-11-25/],
    [["completions"], /: bash\|zsh\|fish is missing\./],
    [["knowledge", "list"], /: "list" is invalid\. Use import, export, or sync\./],
    [["serve", "custmers", "--log-level", "loud"], / is invalid/],
    [["completions", "tcsh"], /: "tcsh" is invalid\. Use bash, zsh, or fish\./],
  ] as const
) {
  Deno.test(`main() explains in one line what is wrong with [${args.join(" ")}], and exits with 2`, async () => {
    const { code, stdout, stderr } = await mainWith(...args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^support-mcp: [^\n]+--help for usage\.\n$/);
    assert.match(stderr.trimEnd(), says);
  });
}

for (
  const [variable, value] of [
    ["SUPPORT_MCP_LOG_LEVEL", "loud"],
    ["SUPPORT_MCP_READ_ONLY", "perhaps"],
    ["SUPPORT_MCP_UNATTENDED", "perhaps"],
  ] as const
) {
  Deno.test(`main() exits with 2 when ${variable} is invalid`, async () => {
    using _ = overrideVariables({ [variable]: value });
    const { code, stderr } = await mainWith("serve", "--db", ":memory:");
    assert.equal(code, 2);
    assert.match(stderr, new RegExp(`^support-mcp: ${variable} is invalid: "${value}"\\. Use [^\\n]*\\n$`));
  });
}

/** Proposes completions for the words of a command line, without their descriptions. */
async function getProposals(...words: string[]): Promise<string[]> {
  const { code, stdout } = await mainWith("__complete", ...words);
  assert.equal(code, 0);
  return stdout.split("\n").filter((line) => line !== "").map((line) => line.split("\t")[0]!);
}

Deno.test("main() proposes commands, flags, and the values of flags and arguments", async () => {
  assert.deepEqual(await getProposals("se"), ["serve", "settings"]);
  assert.deepEqual(await getProposals(""), [
    "serve",
    "desk",
    "install",
    "uninstall",
    "doctor",
    "agent",
    "replay",
    "import",
    "export",
    "erase",
    "backup",
    "restore",
    "check",
    "report",
    "approvals",
    "settings",
    "webhooks",
    "knowledge",
    "completions",
    "version",
  ]);
  assert.deepEqual(await getProposals("serve", "--d"), ["--db", "--demo"]);
  assert.deepEqual(await getProposals("serve", "--ver"), ["--version"]);
  assert.deepEqual(await getProposals("serve", "--demo", "--d"), ["--db"]);
  assert.deepEqual(await getProposals("serve", "c"), ["customers"]);
  assert.deepEqual(await getProposals("serve", "--log-level", "w"), ["warning"]);
  assert.deepEqual(await getProposals("serve", "--tools", "close_"), ["close_ticket_tool"]);
  assert.deepEqual(await getProposals("serve", "--tools", "list_"), [
    "list_ticket_rows",
    "list_drafts",
    "list_saved_replies",
    "list_team",
    "list_approvals",
  ]);
  assert.deepEqual(await getProposals("approvals", ""), ["list", "show", "grant", "reject"]);
  assert.deepEqual(await getProposals("approvals", "grant", ""), []);
  assert.deepEqual(await getProposals("completions", ""), ["bash", "zsh", "fish"]);
  assert.ok((await getProposals("serve", "--")).includes("--help"));
});

Deno.test("main() proposes every flag of every command", async () => {
  for (const command of commandNames) {
    const help = (await mainWith(command, "--help")).stdout;
    const flags = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag!);
    assert.ok(flags.length > 2 || command === "completions", command);
    assert.deepEqual((await getProposals(command, "--")).sort(), [...new Set(flags)].sort(), command);
  }
});

Deno.test("main() proposes the actions of every command that has some", async () => {
  const settings = ["show", "get", "set", "edit", "check", "import", "export", "history"];
  assert.deepEqual(await getProposals("settings", ""), settings);
  assert.deepEqual(await getProposals("approvals", ""), ["list", "show", "grant", "reject"]);
  assert.deepEqual(await getProposals("import", "--format", ""), ["jsonl", "csv", "zendesk"]);
});

Deno.test("main() proposes nothing where only a file fits, so that the shell proposes files", async () => {
  assert.deepEqual(await getProposals("serve", "--db", ""), []);
});

Deno.test("main() completes --flag=value as one word and, as bash splits it, as three", async () => {
  assert.deepEqual(await getProposals("serve", "--log-level=in"), ["--log-level=info"]);
  assert.deepEqual(await getProposals("serve", "--log-level", "=", "in"), ["info"]);
  assert.deepEqual(await getProposals("serve", "--log-level", "="), ["debug", "info", "warning", "error"]);
});

Deno.test("main() proposes only the global flags after a wrong word", async () => {
  assert.deepEqual(await getProposals("srve", "--"), []);
  assert.deepEqual(await getProposals("serve", "--demoo", "--"), ["--help", "--version"]);
});
