/** `install` beside the servers and the secrets of others. */

import assert from "node:assert/strict";
import { hasTmux, onTerminal, Tmux } from "../../client/terminal/tmux.ts";
import { getDenoCache, runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const options = { ignore: Deno.build.os !== "linux" };

const OTHERS = JSON.stringify({
  mcpServers: { "support-desk": { url: "https://other.example/mcp?key=secret", headers: { "X-Key": "secret" } } },
});
const SHOWN = "support-desk: it is reached at https://other.example/mcp, with X-Key.";

interface Machine {
  folder: TemporaryFolder;
  env: Record<string, string>;
  /** The file of Cursor. */
  config: string;
  run(...args: string[]): ReturnType<typeof runProgram>;
}

async function withCursor(text: string | undefined, work: (machine: Machine) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.create();
  await Deno.mkdir(folder.file(".cursor"));
  const config = folder.file(".cursor/mcp.json");
  if (text !== undefined) await Deno.writeTextFile(config, text, { mode: 0o644 });
  const env = { HOME: folder.path, XDG_CONFIG_HOME: folder.path, DENO_DIR: await getDenoCache(), USER: "" };
  await work({ folder, env, config, run: (...args) => runProgram(args, { env, cwd: folder.path }) });
}

Deno.test("install replaces the server of someone else only with --force, and says what it is", options, async () => {
  await withCursor(OTHERS, async ({ config, run }) => {
    for (const args of [["cursor"], ["cursor", "--yes"], ["cursor", "--dry-run"]]) {
      const { code, stdout, stderr } = await run("install", ...args);
      assert.deepEqual([code, stdout], [1, ""], args.join(" "));
      assert.ok(stderr.includes(`has another server named ${SHOWN} To replace it, add --force.`), stderr);
      assert.doesNotMatch(stderr, /secret/);
    }
    const every = await run("install", "--yes");
    assert.equal(every.code, 1);
    assert.ok(every.stdout.includes(`has another server named ${SHOWN}`), every.stdout);
    const http = await run("install", "cursor", "--url", "https://desk.example/mcp");
    assert.equal(http.code, 1);
    assert.equal(await Deno.readTextFile(config), OTHERS);

    assert.match((await run("install", "cursor", "--force")).stdout, /\nThe previous file is kept as .*\.bak\.\n/);
    assert.doesNotMatch(await Deno.readTextFile(config), /secret/);
  });
});

Deno.test("uninstall names the URL of a server that it removes", options, async () => {
  await withCursor(OTHERS, async ({ run }) => {
    const { stdout } = await run("uninstall", "cursor");
    assert.match(stdout, /^Removed the server support-desk \(https:\/\/other\.example\/mcp\) from Cursor, in /);
  });
});

Deno.test("install refuses values with control characters, and repeats no secret", options, async () => {
  await withCursor(undefined, async ({ folder, run }) => {
    const url = ["--url", "https://a.example/mcp"];
    for (
      const [args, message] of [
        [
          ["--url", "https://me:secret@a.example/mcp"],
          /--url is invalid\. Use a URL without query, fragment, user name/,
        ],
        [["--url", "https://a.example/mcp?key=secret"], /--url is invalid\. Use a URL without query/],
        [
          ["--url", "https://a.example/\nmcp"],
          /--url is invalid: "https:\/\/a\.example\/ mcp"\. Use a URL without spaces/,
        ],
        [["--url", "https://a.example/\x1b[31m"], /--url is invalid: "https:\/\/a\.example\/\\x1b\[31m"\./],
        [[...url, "--header", "Authorization Bearer secret"], /--header is invalid\. Use "NAME: VALUE" on one line/],
        [
          [...url, "--header", "Authorization: Bearer secret\nX: y"],
          /--header is invalid\. Use "NAME: VALUE" on one line/,
        ],
        [["--user", "Ana\nBen"], /--user is invalid: "Ana Ben"\. Use a name on one line, without control characters\./],
        [["--prefix="], /^support-mcp: --prefix needs a value\./],
        [["--", "--extra"], /"--extra" is one argument too many\./],
      ] as const
    ) {
      const { code, stdout, stderr } = await run("install", "cursor", ...args);
      assert.deepEqual([code, stdout], [2, ""], stderr);
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /secret/);
    }
    assert.match((await run("install", "--prefix=")).stderr, /^support-mcp: --prefix needs a value\./);
    assert.equal((await run("install", "--dry-run", "--", "cursor")).code, 0);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(folder.file(".cursor"))), []);
  });
});

Deno.test("install says who else gets to read a token", options, async () => {
  const add = ["install", "cursor", "--url", "https://desk.example/mcp", "--header", "Authorization: Bearer secret"];
  await withCursor("{}", async ({ config, run }) => {
    const { stdout } = await run(...add);
    assert.ok(
      stdout.includes(`\nOther users of this machine may read it. To keep it private, run: chmod 600 ${config}\n`),
    );
    assert.equal((await Deno.stat(config)).mode! & 0o777, 0o644);
    await Deno.chmod(config, 0o600);
    assert.doesNotMatch((await run(...add)).stdout, /Other users|Git/);
  });
  await withCursor(undefined, async ({ folder, run }) => {
    await Deno.mkdir(folder.file(".git"));
    const { stdout } = await run(...add, "--project");
    const expected = `It and its copies (.bak) are in the Git repository ${folder.path}: ` +
      "keep them out of commits, or the token ends up in its history.";
    assert.ok(stdout.includes(`keep it private.\n${expected}\n`), stdout);
    assert.doesNotMatch(stdout, /Other users|secret/);
    const codex = await run("install", "codex", ...add.slice(2), "--project");
    assert.match(
      codex.stdout,
      /\nThe file does not contain the token\. Before you start Codex, set the variable: export SUPPORT_DESK_TOKEN=TOKEN\n/,
    );
    assert.doesNotMatch(codex.stdout, /Git/);
    assert.doesNotMatch(await Deno.readTextFile(folder.file(".codex/config.toml")), /secret/);
  });
});

Deno.test({
  name: `install HOST ${onTerminal} asks before it replaces the server of someone else`,
  ignore: !hasTmux,
  async fn() {
    await withCursor(OTHERS, async ({ config, env }) => {
      const question = "Cursor has another server named support-desk: it is reached at https://other.example/mcp, with";
      for (const [key, code] of [["n", 1], ["y", 0]] as const) {
        await using terminal = await Tmux.start(["install", "cursor"], { env, columns: 200 });
        await terminal.waitFor(question);
        await terminal.press(key, "Enter");
        const screen = await terminal.waitFor(`[ended with ${code}]`);
        if (code === 1) assert.match(screen, /Nothing was changed: Cursor keeps support-desk\./);
        assert.equal(await Deno.readTextFile(config) === OTHERS, code === 1);
      }
    });
  },
});
