import assert from "node:assert/strict";
import { getCommandLine, getDenoCache, type ProgramResult, runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

interface Machine {
  folder: TemporaryFolder;
  run(...args: string[]): Promise<ProgramResult>;
  runWith(env: Record<string, string>, ...args: string[]): Promise<ProgramResult>;
  /** Runs doctor and returns its lines without the one about the program. */
  doctor(...args: string[]): Promise<{ code: number; lines: string[] }>;
}

/** Simulates a machine with these hosts' folders and without a desk. */
async function withMachine(folders: readonly string[], work: (machine: Machine) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.create();
  for (const name of folders) await Deno.mkdir(folder.file(name), { recursive: true });
  const env = {
    HOME: folder.path,
    XDG_CONFIG_HOME: folder.path,
    XDG_DATA_HOME: folder.file("data"),
    DENO_DIR: await getDenoCache(),
  };
  const startWith = (more: Record<string, string>, ...args: string[]) =>
    runProgram(args, { env: { ...env, ...more }, cwd: folder.path });
  const start = (...args: string[]) => startWith({}, ...args);
  await work({
    folder,
    run: start,
    runWith: startWith,
    doctor: async (...args) => {
      const { code, stdout, stderr } = await start("doctor", ...args);
      assert.equal(stderr.replace(UNREACHABLE, ""), "");
      const [program, ...lines] = stdout.trimEnd().split("\n");
      assert.match(program!, /^ok {5}Program: support-mcp \d+\.\d+\.\d+, /);
      return { code, lines: lines.filter((line) => line !== "") };
    },
  });
}

/** A line of Deno's about a KV Connect server. It depends on the time how many there are. */
const UNREACHABLE = /^KV Connect to '.*' failed to fetch metadata: .*\n/gm;

const options = { ignore: Deno.build.os !== "linux" };

Deno.test("doctor starts the servers of a host, and passes", options, async () => {
  await withMachine(["Claude", "zed"], async ({ folder, run, doctor }) => {
    assert.equal((await run("install", "claude-desktop")).code, 0);
    const first = await doctor();
    assert.equal(first.code, 0);
    assert.deepEqual(first.lines.map((line) => line.replace(/has \d+ tools/, "has N tools")), [
      `ok     Desk: ${
        folder.file("data/support-mcp/desk.db")
      } does not exist yet. The first server to start creates it.`,
      "ok     Claude Desktop: support-desk starts, opens its desk, and has N tools.",
      "hint   Zed: The desk is not configured. Run support-mcp install zed.",
      "All checks passed.",
    ]);
    const { lines } = await doctor();
    assert.equal(
      lines[0],
      `ok     Desk: ${folder.file("data/support-mcp/desk.db")} has 0 tickets (0 open) and 0 customers.`,
    );
  });
});

Deno.test("doctor reports what is wrong with each host, and continues", options, async () => {
  await withMachine(["Claude", "Code/User", ".cursor"], async ({ folder, run, doctor }) => {
    const moved = { command: folder.file("support-mcp"), args: ["serve"] };
    const { program, args } = getCommandLine(["serve"]);
    const broken = { command: program, args, env: { SUPPORT_MCP_DB: folder.path } };
    const mcpServers = { moved, broken };
    await Deno.writeTextFile(folder.file("Claude/claude_desktop_config.json"), JSON.stringify({ mcpServers }));
    await Deno.writeTextFile(folder.file("Code/User/mcp.json"), "{");
    await run("install", "cursor", "--db", "other.db");
    const { code, lines } = await doctor("--db", "desk.db");
    assert.equal(code, 1);
    const expected = [
      /^ok {5}Desk: .*\/desk\.db does not exist yet/,
      /^failed Claude Desktop: The server `moved` /,
      /^hint {3}Claude Desktop: moved starts another program: .*\/support-mcp$/,
      /^hint {3}Claude Desktop: moved uses another desk: .*\/data\/support-mcp\/desk\.db$/,
      /^failed Claude Desktop: The server `broken` .*is a folder/,
      /^hint {3}Claude Desktop: broken uses another desk: /,
      /^ok {5}Cursor: support-desk starts, opens its desk, and has \d+ tools\.$/,
      /^hint {3}Cursor: support-desk uses another desk: .*\/other\.db$/,
      /^failed VS Code: .*mcp\.json, line 1, column 2: invalid JSON/,
      /^3 checks failed\.$/,
    ];
    assert.equal(lines.length, expected.length, lines.join("\n"));
    lines.forEach((line, index) => assert.match(line, expected[index]!));
  });
});

Deno.test("doctor says that an entry runs npx, or keeps nothing", options, async () => {
  await withMachine([".cursor"], async ({ folder, doctor }) => {
    const { program, args } = getCommandLine([]);
    const npx = folder.file("npx");
    await Deno.writeTextFile(npx, `#!/bin/sh\nshift 2\nexec "${[program, ...args].join('" "')}" "$@"\n`, {
      mode: 0o755,
    });
    const entry = { command: npx, args: ["-y", "support-mcp", "serve", "--demo"] };
    await Deno.writeTextFile(
      folder.file(".cursor/mcp.json"),
      JSON.stringify({ mcpServers: { "support-desk": entry } }),
    );
    const { code, lines } = await doctor();
    assert.equal(code, 0, lines.join("\n"));
    assert.match(lines[1]!, /^ok {5}Cursor: support-desk starts, opens its desk/);
    assert.deepEqual(lines.slice(2, 4), [
      `hint   Cursor: support-desk runs ${npx} -y support-mcp, which may be another version than this program.`,
      "hint   Cursor: support-desk uses a demo desk in memory, which keeps nothing.",
    ]);
  });
});

Deno.test("doctor says what a server with the desk's name starts instead", options, async () => {
  await withMachine([".cursor", "Claude", ".kiro/settings", "Code/User"], async ({ folder, doctor }) => {
    const write = (file: string, member: string, entry: unknown) =>
      Deno.writeTextFile(folder.file(file), JSON.stringify({ [member]: { "support-desk": entry } }));
    const gone = folder.file("old-desk");
    await write(".cursor/mcp.json", "mcpServers", { command: gone, args: ["serve"] });
    await write("Claude/claude_desktop_config.json", "mcpServers", { command: "no-such-program-here" });
    await write(".kiro/settings/mcp.json", "mcpServers", { command: Deno.execPath(), args: ["eval", "1"] });
    await write("Code/User/mcp.json", "servers", {});
    const { code, lines } = await doctor();
    assert.equal(code, 1);
    const next = (file: string, host: string) =>
      `To use the desk, remove support-desk from ${folder.file(file)}, then run support-mcp install ${host}.`;
    assert.deepEqual(lines.slice(1), [
      "failed Claude Desktop: support-desk starts no-such-program-here, which does not exist. " +
      next("Claude/claude_desktop_config.json", "claude-desktop"),
      `failed Cursor: support-desk starts ${gone}, which does not exist. ${next(".cursor/mcp.json", "cursor")}`,
      `hint   VS Code: support-desk is another server: it names no program and no URL. ${
        next("Code/User/mcp.json", "vscode")
      }`,
      `hint   Kiro: support-desk is another server: it starts ${Deno.execPath()} eval 1. ${
        next(".kiro/settings/mcp.json", "kiro")
      }`,
      "2 checks failed.",
    ]);
  });
});

Deno.test("doctor passes over the hosts without HOME, and says how to find them", options, async () => {
  await withMachine([], async ({ runWith }) => {
    const { code, stdout } = await runWith({ HOME: "" }, "doctor", "--db", "x.db");
    assert.equal(code, 0);
    assert.match(stdout, /^ok {5}Desk: .*x\.db does not exist yet/m);
    assert.match(
      stdout,
      /^hint {3}Hosts: HOME is not set, .* Set it to your home folder, or name the file: support-mcp install HOST --config FILE\.$/m,
    );
  });
});

Deno.test("doctor asks a host for its servers with the host's own command", options, async () => {
  await withMachine([".codex", "bin"], async ({ folder, run, runWith }) => {
    const script = '#!/bin/sh\n[ "$*" = "mcp list" ] && echo "support-desk  /x serve  enabled"\n';
    await Deno.writeTextFile(folder.file("bin/codex"), script, { mode: 0o755 });
    assert.equal((await run("install", "codex")).code, 0);
    const { stdout } = await runWith({ PATH: `${folder.file("bin")}:${Deno.env.get("PATH")}` }, "doctor");
    assert.match(stdout, /^ok {5}Codex: codex mcp list shows support-desk {2}\/x serve {2}enabled$/m);
  });
});

Deno.test(
  "doctor says what the hosts declared that have connected, but not that it connected itself",
  options,
  async () => {
    await withMachine([".codex"], async ({ folder, run, doctor }) => {
      const db = folder.file("desk.db");
      assert.equal((await run("install", "codex", "--db", db)).code, 0);
      await using server = startProgram(["serve", "--db", db]);
      await server.write(HANDSHAKE + formatToolCall(1, "ticket_stats", {}));
      await waitForResponse(1, server);
      await server.closeInput();
      assert.equal((await server.waitForExit()).code, 0);
      await doctor("--db", db);
      const { lines } = await doctor("--db", db);
      const seen = lines.filter((line) => line.includes("Last connected"));
      assert.equal(seen.length, 1, lines.join("\n"));
      assert.match(
        seen[0]!,
        /^ok {5}lines 1\.0\.0: Last connected on .* UTC with MCP 2025-06-18\. It declares no feature/,
      );
    });
  },
);

Deno.test("doctor reports why a desk cannot be opened", options, async () => {
  await withMachine([], async ({ folder, doctor }) => {
    await Deno.writeTextFile(
      folder.file("notes.txt"),
      "this is no desk, though it is longer than an empty one would be",
    );
    for (
      const [location, message] of [["notes.txt", /^failed Desk: .*notes\.txt/], [
        "notes.txt/desk.db",
        /^failed .* cannot be created/,
      ]] as const
    ) {
      const { code, lines: [desk, hosts] } = await doctor("--db", location);
      assert.equal(code, 1);
      assert.match(desk!, message);
      assert.match(hosts!, /^hint {3}Hosts: None of the supported hosts/);
    }
    assert.match(await Deno.readTextFile(folder.file("notes.txt")), /^this is no desk/);
    const server = await doctor("--db", "http://127.0.0.1:9/");
    assert.match(server.lines[0]!, /^failed Desk: /);
  });
});

Deno.test("doctor reports a problem that prevents its checks", options, async () => {
  await withMachine([], async ({ folder }) => {
    const ended = await runProgram(["doctor"], {
      env: { HOME: "", XDG_DATA_HOME: "", DENO_DIR: await getDenoCache() },
      cwd: folder.path,
    });
    assert.equal(ended.code, 1);
    assert.match(ended.stdout, /^failed System: There is no location for the store, because HOME is not set/m);
  });
});

Deno.test("doctor reports a damaged desk, and what to do", options, async () => {
  await withMachine([], async ({ folder, run, doctor }) => {
    const db = folder.file("desk.db");
    const rows = Array.from({ length: 300 }, (_, index) => `Ticket ${index},a@b.c\n`);
    await Deno.writeTextFile(folder.file("t.csv"), `subject,customer\n${rows.join("")}`);
    assert.equal((await run("import", folder.file("t.csv"), "--db", db)).code, 0);
    const bytes = await Deno.readFile(db);
    bytes.fill(0xff, bytes.length - 40_000, bytes.length - 20_000);
    await Deno.writeFile(db, bytes);
    const { code, lines } = await doctor("--db", db);
    assert.equal(code, 1);
    assert.match(
      lines[0]!,
      /^failed Desk: .*damaged.*Restore a backup \(support-mcp restore\), or repair it \(support-mcp check --repair\)\./,
    );
  });
});
