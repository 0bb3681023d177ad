import assert from "node:assert/strict";
import { getCommandLine, type ProgramResult, runProgram } from "./program.ts";
import { TemporaryFolder } from "./temporary_folder.ts";

interface Machine {
  folder: TemporaryFolder;
  run(...args: string[]): Promise<ProgramResult>;
  /** What doctor says, a line each, without what is the same everywhere. */
  doctor(...args: string[]): Promise<{ code: number; lines: string[] }>;
}

/** A machine with these hosts' folders, and with no desk yet. */
async function withMachine(folders: readonly string[], work: (machine: Machine) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.create();
  for (const name of folders) await Deno.mkdir(folder.file(name), { recursive: true });
  const env = {
    HOME: folder.path,
    XDG_CONFIG_HOME: folder.path,
    XDG_DATA_HOME: folder.file("data"),
    DENO_DIR: await getDenoCache(),
  };
  const start = (...args: string[]) => runProgram(args, { env, cwd: folder.path });
  await work({
    folder,
    run: start,
    doctor: async (...args) => {
      const { code, stdout, stderr } = await start("doctor", ...args);
      assert.equal(stderr, "");
      const [program, ...lines] = stdout.trimEnd().split("\n");
      assert.match(program!, /^ok {5}the program: support-mcp \d+\.\d+\.\d+, /);
      return { code, lines: lines.filter((line) => line !== "") };
    },
  });
}

/** Deno's own folder, which would be another one for another HOME. */
async function getDenoCache(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

const options = { ignore: Deno.build.os !== "linux" };

Deno.test("doctor starts the servers that a host knows, and finds nothing wrong", options, async () => {
  await withMachine(["Claude", "zed"], async ({ folder, run, doctor }) => {
    assert.equal((await run("install", "claude-desktop")).code, 0);
    assert.deepEqual(await doctor(), {
      code: 0,
      lines: [
        `ok     the desk: ${
          folder.file("data/support-mcp/desk.db")
        } isn't there yet: the first server that starts makes it.`,
        "ok     Claude Desktop: tickets starts, works on its desk, and offers 14 tools.",
        "ok     Claude Desktop: customers starts, works on its desk, and offers 4 tools.",
        "hint   Zed: it doesn't know the desk yet: support-mcp install zed",
        "Nothing is wrong.",
      ],
    });
    const { lines } = await doctor();
    assert.equal(
      lines[0],
      `ok     the desk: ${folder.file("data/support-mcp/desk.db")} has 0 tickets, 0 of them open, and 0 customers.`,
    );
  });
});

Deno.test("doctor says what is wrong with each host, and looks on", options, async () => {
  await withMachine(["Claude", "Code/User", ".cursor"], async ({ folder, run, doctor }) => {
    const moved = { command: folder.file("support-mcp"), args: ["serve"] };
    const { program, args } = getCommandLine(["serve"]);
    const spoilt = { command: program, args, env: { SUPPORT_MCP_DB: folder.path } };
    const mcpServers = { moved, spoilt };
    await Deno.writeTextFile(folder.file("Claude/claude_desktop_config.json"), JSON.stringify({ mcpServers }));
    await Deno.writeTextFile(folder.file("Code/User/mcp.json"), "{");
    await run("install", "cursor", "--db", "other.db");
    const { code, lines } = await doctor("--db", "desk.db");
    assert.equal(code, 1);
    const expected = [
      /^ok {5}the desk: .*\/desk\.db isn't there yet/,
      /^wrong {2}Claude Desktop: The server `moved` /,
      /^hint {3}Claude Desktop: moved is started from .*\/support-mcp, which isn't this program\.$/,
      /^hint {3}Claude Desktop: moved works on another desk: .*\/data\/support-mcp\/desk\.db$/,
      /^wrong {2}Claude Desktop: The server `spoilt` .*is a folder/,
      /^hint {3}Claude Desktop: spoilt works on another desk: /,
      /^ok {5}Cursor: tickets starts, works on its desk, and offers 14 tools\.$/,
      /^hint {3}Cursor: tickets works on another desk: .*\/other\.db$/,
      /^ok {5}Cursor: customers starts/,
      /^hint {3}Cursor: customers works on another desk/,
      /^wrong {2}VS Code: .*mcp\.json, line 1, column 2: this is no JSON/,
      /^Wrong: 3\.$/,
    ];
    assert.equal(lines.length, expected.length, lines.join("\n"));
    lines.forEach((line, index) => assert.match(line, expected[index]!));
  });
});

Deno.test("doctor says why a desk can't be worked on", options, async () => {
  await withMachine([], async ({ folder, doctor }) => {
    await Deno.writeTextFile(
      folder.file("notes.txt"),
      "this is no desk, though it is longer than an empty one would be",
    );
    for (
      const [location, message] of [["notes.txt", /^wrong {2}the desk: .*notes\.txt/], [
        "notes.txt/desk.db",
        /^wrong .* can't be made/,
      ]] as const
    ) {
      const { code, lines: [desk, hosts] } = await doctor("--db", location);
      assert.equal(code, 1);
      assert.match(desk!, message);
      assert.match(hosts!, /^hint {3}AI hosts: none that this program knows/);
    }
    assert.match(await Deno.readTextFile(folder.file("notes.txt")), /^this is no desk/);
    const server = await doctor("--db", "http://127.0.0.1:9/");
    assert.match(server.lines[0]!, /^wrong {2}the desk: /);
  });
});

Deno.test("doctor says what keeps it from looking at all", options, async () => {
  await withMachine([], async ({ folder }) => {
    const ended = await runProgram(["doctor"], {
      env: { HOME: "", XDG_DATA_HOME: "", DENO_DIR: await getDenoCache() },
      cwd: folder.path,
    });
    assert.equal(ended.code, 1);
    assert.match(ended.stdout, /^wrong {2}this machine: There is no place for the store, as HOME isn't set/m);
  });
});
