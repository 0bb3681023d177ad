import assert from "node:assert/strict";
import { hasTmux, onTerminal, Tmux } from "../../client/terminal/tmux.ts";
import { getDenoCache, runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const options = { ignore: Deno.build.os !== "linux" };

const OLD = (part: string) =>
  `    "${part}": { "command": "support-mcp", "args": ["serve", "${part}", "--db", "/a.db"] }`;
const CURSOR = `{\n  "mcpServers": {\n${OLD("tickets")},\n${OLD("customers")}\n  }\n}\n`;

/** Simulates a machine with Cursor, which has the servers of an earlier version, Codex, and opencode, whose file is invalid. */
async function withMachine(
  work: (folder: TemporaryFolder, env: Record<string, string>) => Promise<void>,
): Promise<void> {
  await using folder = await TemporaryFolder.create();
  for (const name of [".cursor", ".codex", "opencode"]) await Deno.mkdir(folder.file(name));
  await Deno.writeTextFile(folder.file(".cursor/mcp.json"), CURSOR);
  await Deno.writeTextFile(folder.file("opencode/opencode.json"), "{");
  const data = folder.file("data");
  const env = { HOME: folder.path, XDG_CONFIG_HOME: folder.path, XDG_DATA_HOME: data, DENO_DIR: await getDenoCache() };
  await work(folder, { ...env, USER: "", LOGNAME: "" });
}

Deno.test("install without a host shows what would change, and changes nothing without consent", options, async () => {
  await withMachine(async (folder, env) => {
    const { code, stdout } = await runProgram(["install"], { env, cwd: folder.path });
    assert.equal(code, 1);
    for (
      const expected of [
        /^Codex: .*config\.toml$/m,
        /^ {2}\+ \[mcp_servers\.support-desk\]$/m,
        /^ {2}- {5}"tickets": \{ "command": "support-mcp"/m,
        /^ {2}\+ {5}"support-desk": \{$/m,
        /^opencode: .*opencode\.json, line 1, column 2: invalid JSON/m,
        /^It starts .* and uses the desk \/a\.db\.$/m,
        /^Nothing was changed\. .* add --yes\./m,
      ]
    ) assert.match(stdout, expected);
    assert.equal(await Deno.readTextFile(folder.file(".cursor/mcp.json")), CURSOR);
    await assert.rejects(Deno.stat(folder.file(".codex/config.toml")), Deno.errors.NotFound);
  });
});

Deno.test(
  "install --yes adds the desk to every host, and replaces the servers of an earlier version",
  options,
  async () => {
    await withMachine(async (folder, env) => {
      const { code, stdout } = await runProgram(["install", "--yes"], { env, cwd: folder.path });
      assert.equal(code, 1); // for opencode
      assert.match(stdout, /^Added the server support-desk to Codex\. Start a new session\.$/m);
      assert.match(
        stdout,
        /^Replaced the servers tickets and customers of Cursor with support-desk\. .*\nThe previous file is kept as .*\.bak\.$/m,
      );
      const { mcpServers } = JSON.parse(await Deno.readTextFile(folder.file(".cursor/mcp.json")));
      assert.deepEqual(Object.keys(mcpServers), ["support-desk"]);
      assert.deepEqual(mcpServers["support-desk"].args.slice(-3), ["serve", "--db", "/a.db"]);
      assert.match(await Deno.readTextFile(folder.file(".codex/config.toml")), /^\[mcp_servers\.support-desk\]$/m);
      assert.equal(await Deno.readTextFile(folder.file("opencode/opencode.json")), "{");
      const again = await runProgram(["install", "--yes"], { env, cwd: folder.path });
      assert.match(
        again.stdout,
        /^Cursor already has the server support-desk\. .*\n {2}It starts .* the desk \/a\.db\.$/m,
      );
      assert.doesNotMatch(again.stdout, /^Added/m);
      const updated = await runProgram(["install", "--yes", "--read-only"], { env, cwd: folder.path });
      assert.match(updated.stdout, /^Updated the server support-desk of Codex\. Start a new session\.$/m);
    });
  },
);

Deno.test("install without a host says when there is none", options, async () => {
  await using folder = await TemporaryFolder.create();
  const env = { HOME: folder.path, XDG_CONFIG_HOME: folder.path, DENO_DIR: await getDenoCache() };
  const { code, stderr } = await runProgram(["install", "--yes"], { env, cwd: folder.path });
  assert.equal(code, 1);
  assert.match(stderr, /^support-mcp: No supported host is on this machine\. .* support-mcp install HOST\.$/m);
});

Deno.test("install HOST keeps the servers of an earlier version until it may replace them", options, async () => {
  await withMachine(async (folder, env) => {
    const install = (...flags: string[]) => runProgram(["install", "cursor", ...flags], { env, cwd: folder.path });
    const kept = await install();
    assert.equal(kept.code, 0);
    assert.match(kept.stdout, /^The servers tickets and customers of an earlier version are still there.* --yes\.$/m);
    const doctor = await runProgram(["doctor"], { env, cwd: folder.path });
    assert.match(doctor.stdout, /^hint {3}Cursor: tickets and customers are of an earlier version\./m);
    assert.match(
      (await install("--yes")).stdout,
      /^Replaced the servers tickets and customers of Cursor with support-desk, in .*mcp\.json\. Enable/,
    );
    const { mcpServers } = JSON.parse(await Deno.readTextFile(folder.file(".cursor/mcp.json")));
    assert.deepEqual(Object.keys(mcpServers), ["support-desk"]);
  });
});

Deno.test("install --project writes the project's own file, and --demo a desk in memory", options, async () => {
  await withMachine(async (folder, env) => {
    await Deno.mkdir(folder.file("shop"));
    const args = ["install", "vscode", "--project", "--demo"];
    const { code, stdout } = await runProgram(args, { env, cwd: folder.file("shop") });
    assert.equal(code, 0);
    assert.match(
      stdout,
      /uses a demo desk in memory: nothing is kept\.\nTo keep tickets, .* --db FILE\..*\nThe file belongs to the project\. /,
    );
    const { servers } = JSON.parse(await Deno.readTextFile(folder.file("shop/.vscode/mcp.json")));
    assert.deepEqual(servers["support-desk"].args.slice(-2), ["serve", "--demo"]);
  });
});

Deno.test(
  "install names the system's user in a new entry, unless a flag does or the entry is there",
  options,
  async () => {
    await withMachine(async (folder, env) => {
      const install = async (user: string, ...args: string[]) => {
        const ended = await runProgram(["install", ...args], { env: { ...env, USER: user }, cwd: folder.path });
        const text = await Deno.readTextFile(folder.file(".codex/config.toml")).catch(() => "");
        return { ...ended, name: /"--user", "([^"]*)"/.exec(text)?.[1] };
      };
      const first = await install("ana", "codex");
      assert.equal(first.name, "ana");
      assert.match(first.stdout, /^The history names you ana\. To use another name, add --user NAME\.$/m);
      const second = await install("ben", "codex");
      assert.deepEqual([second.name, /names you/.test(second.stdout)], ["ana", false]);
      assert.equal((await install("ben", "codex", "--user", "Cy")).name, "Cy");
      await runProgram(["uninstall", "codex"], { env, cwd: folder.path });
      for (const user of ["root", ""]) assert.equal((await install(user, "codex")).name, undefined);
      assert.equal((await install("ben", "codex")).name, undefined, "the entry is there, without a name");
      const project = await install("ben", "vscode", "--project", "--dry-run");
      assert.doesNotMatch(project.stdout, /--user/);
    });
  },
);

Deno.test("install says that an entry uses the demo desk in memory, which --db replaces", options, async () => {
  await withMachine(async (folder, env) => {
    const install = (...flags: string[]) => runProgram(["install", "codex", ...flags], { env, cwd: folder.path });
    assert.equal((await install("--demo", "--read-only")).code, 0);
    const again = await install();
    assert.match(
      again.stdout,
      /^Codex already has the server support-desk\. .* is unchanged\.\nIt starts .* a demo desk in memory: nothing is kept\.\nTo keep tickets, run support-mcp install HOST --db FILE\./,
    );
    assert.match(
      (await install("--db", "/desk.db")).stdout,
      /^Updated the server support-desk of Codex, in .*\nIt starts .* and uses the desk \/desk\.db\.$/m,
    );
    const text = await Deno.readTextFile(folder.file(".codex/config.toml"));
    assert.match(text, /"serve", *"--read-only", *"--db", *"\/desk\.db"\s*\]/);
  });
});

Deno.test("install HOST creates the folder of a host that has not run yet", options, async () => {
  await withMachine(async (folder, env) => {
    const { code, stdout } = await runProgram(["install", "kiro"], { env, cwd: folder.path });
    assert.equal(code, 0);
    assert.match(stdout, /^Added the server support-desk to Kiro, in .*\.kiro\/settings\/mcp\.json\./);
    const { mcpServers } = JSON.parse(await Deno.readTextFile(folder.file(".kiro/settings/mcp.json")));
    assert.deepEqual(Object.keys(mcpServers), ["support-desk"]);
    const uninstalled = await runProgram(["uninstall", "zed"], { env, cwd: folder.path });
    assert.match(uninstalled.stdout, /^Zed has no server of support-mcp\. /);
    await assert.rejects(Deno.stat(folder.file("zed")), Deno.errors.NotFound);
  });
});

Deno.test({
  name: `install ${onTerminal} asks once, and shows the name of the system's user among the changes`,
  ignore: !hasTmux,
  async fn() {
    await withMachine(async (folder, env) => {
      const options = { env: { ...env, USER: "ana" }, columns: 200 };
      await using terminal = await Tmux.start(["install"], options);
      const screen = await terminal.waitFor("Change 2 files? [y/N]");
      assert.match(screen, /\+ args = \[.*"serve", "--user", "ana"\]/);
      assert.match(screen, /The history names you ana\. To use another name, add --user NAME\./);
      await terminal.press("y", "Enter");
      await terminal.waitFor("[ended with 1]"); // for opencode
      assert.match(await Deno.readTextFile(folder.file(".codex/config.toml")), /"serve", "--user", "ana"\]/);
      await using second = await Tmux.start(["install", "--user", "Ben"], options);
      await second.waitFor("Change 2 files? [y/N]");
      await second.press("Enter");
      await second.waitFor("Nothing was changed.");
    });
  },
});

Deno.test({
  name: `install HOST ${onTerminal} changes nothing without consent to replace the servers of an earlier version`,
  ignore: !hasTmux,
  async fn() {
    await withMachine(async (folder, env) => {
      await using terminal = await Tmux.start(["install", "cursor", "--user", "Ana"], { env, columns: 200 });
      await terminal.waitFor("Replace the servers tickets and customers with support-desk");
      await terminal.press("n", "Enter");
      const screen = await terminal.waitFor("[ended with 1]");
      assert.match(screen, /Nothing was changed: Cursor keeps tickets and customers\./);
      assert.equal(await Deno.readTextFile(folder.file(".cursor/mcp.json")), CURSOR);
      await using second = await Tmux.start(["install", "cursor", "--user", "Ana"], { env, columns: 200 });
      await second.waitFor("Replace the servers tickets and customers with support-desk");
      await second.press("y", "Enter");
      await second.waitFor("[ended with 0]");
      const { mcpServers } = JSON.parse(await Deno.readTextFile(folder.file(".cursor/mcp.json")));
      assert.deepEqual(Object.keys(mcpServers), ["support-desk"]);
    });
  },
});
