import assert from "node:assert/strict";
import { getCommandLine, runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** A store, and the program's settings command on it. */
class Desk implements AsyncDisposable {
  private constructor(readonly folder: TemporaryFolder) {}

  static async create(): Promise<Desk> {
    return new Desk(await TemporaryFolder.create());
  }

  get db(): string {
    return this.folder.file("desk.db");
  }

  settings(args: string[], env: Record<string, string> = {}) {
    return runProgram(["settings", ...args, "--db", this.db], { env: { SUPPORT_MCP_USER: "dana", ...env } });
  }

  /** Runs it, and expects it to succeed. */
  async print(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.settings(args);
    assert.deepEqual([code, stderr], [0, ""]);
    return stdout;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.folder[Symbol.asyncDispose]();
  }
}

Deno.test("settings set changes one setting, and show, get and history print it", async () => {
  await using desk = await Desk.create();
  assert.equal(
    await desk.print("set", "team/Ana Berg/address", "Ana@Example.com"),
    `The settings are now at revision 1.\nCreated a new desk at ${desk.db}. If you meant another one, correct --db.\n`,
  );
  assert.equal(await desk.print("set", "team/Ana Berg/away", "true"), "The settings are now at revision 2.\n");
  assert.equal(await desk.print("set", "organizations/example.com", "42"), "The settings are now at revision 3.\n");
  assert.equal(await desk.print("set", "organizations/example.com", "42"), "Nothing has changed.\n");
  assert.equal(await desk.print("get", "team/Ana Berg/address"), "ana@example.com\n");
  assert.equal(await desk.print("get", "organizations/example.com", "--json"), '"42"\n');
  assert.equal(await desk.print("get", "reopen_days"), "14\n");
  const shown = await desk.print();
  assert.match(
    shown,
    /^# Revision 3, \S+Z, by dana\nteam:\n {2}Ana Berg:\n {4}address: ana@example\.com\n {4}away: true\n/,
  );
  assert.match(shown, /\nreopen_days: 14\n/);
  assert.equal(await desk.print("set", "team/Ana Berg", "null"), "The settings are now at revision 4.\n");
  const unset = await desk.print("set", "team/Ana Berg", "null");
  assert.equal(unset, "team/Ana Berg is not set. Nothing has changed.\n");
  assert.equal(
    await desk.print("set", "approval_days", "null"),
    "approval_days has its default. Nothing has changed.\n",
  );
  const history = await desk.print("history");
  assert.match(history, /Revision 2, \S+Z, by dana\n {4}team\/Ana Berg\/away: not set -> true\nRevision 3/);
  assert.match(history, /team\/Ana Berg: \{"address":"ana@example\.com","away":true\} -> not set\n$/);
});

Deno.test("settings set rejects invalid values and paths, and changes nothing", async () => {
  await using desk = await Desk.create();
  await desk.print("set", "reopen_days", "3");
  for (
    const [args, code, message] of [
      [
        ["set", "reopen_days", "soon"],
        1,
        /^support-mcp: reopen_days must be a whole number of days from 0 to 3650\.\n$/,
      ],
      [
        ["set", "team/Ana/adress", "a@b.c"],
        1,
        /^support-mcp: team\/Ana has no member "adress" \(did you mean "address"\?\)/,
      ],
      [["set", "teem/Ana", "{}"], 2, /PATH is invalid: "teem\/Ana"\. Did you mean team\?/],
      [["set", "reopen_days"], 2, /set needs VALUE/],
      [["get"], 2, /get needs PATH/],
      [["get", "team/Ana"], 1, /team\/Ana is not set/],
      [["show", "team"], 2, /show takes no arguments/],
      [["set", "reopen_days", "4", "--force"], 2, /--force is only for export/],
    ] as const
  ) {
    const result = await desk.settings([...args]);
    assert.deepEqual([result.code, result.stdout], [code, ""], args.join(" "));
    assert.match(result.stderr, message);
  }
  assert.match(await desk.print("show"), /^# Revision 1, /);
});

Deno.test("settings commands that fail or change nothing create no store", async () => {
  await using desk = await Desk.create();
  const broken = desk.folder.file("broken.yaml");
  await Deno.writeTextFile(broken, "team: [{");
  for (
    const [args, code, env] of [
      [["set", "teem", "1"], 2],
      [["set", "reopen_days", "soon"], 1],
      [["set", "reopen_days", "null"], 0],
      [["set", "team", "{}"], 0],
      [["import", desk.folder.file("missing.yaml")], 1],
      [["import", broken], 1],
      [["edit"], 1, { VISUAL: "false" }],
      [["edit"], 0, { VISUAL: "true" }],
    ] as [string[], number, Record<string, string>?][]
  ) {
    const result = await desk.settings(args, env);
    assert.equal(result.code, code, result.stderr);
    assert.doesNotMatch(result.stdout, /Created/);
    assert.deepEqual(await desk.folder.listNames(), ["broken.yaml"]);
  }
});

Deno.test("settings set creates no store in a folder that does not exist", async () => {
  await using desk = await Desk.create();
  const { code, stderr } = await runProgram([
    "settings",
    "set",
    "reopen_days",
    "3",
    "--db",
    desk.folder.file("no/x.db"),
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot create the store .*: the folder .* does not exist\. Create it, or correct --db\./);
});

Deno.test("settings import and export copy the settings, and check finds problems with line and column", async () => {
  await using desk = await Desk.create();
  const file = desk.folder.file("settings.yaml");
  await Deno.writeTextFile(file, "# Our desk\nreopen_days: 3\nteam:\n  Ana:\n");
  assert.match(await desk.print("import", file), /^The settings are now at revision 1\.\nCreated a new desk at /);
  assert.equal(await desk.print("import", file), "Nothing has changed.\n");
  assert.match(await desk.print("export"), /^# Revision 1, .*\nteam:\n {2}Ana: \{\}\nreopen_days: 3\n$/);
  assert.equal(await desk.print("export", "-"), await desk.print("export"));
  const refused = await desk.settings(["export", file]);
  assert.deepEqual([refused.code, refused.stdout], [1, ""]);
  assert.match(refused.stderr, /already exists.*--force/);
  assert.match(await desk.print("export", file, "--force"), /^Exported the settings to /);
  assert.match(await desk.print("check", file), /settings\.yaml: no problems found\.\n$/);

  await Deno.writeTextFile(file, "team:\n  Ana: [\n");
  const broken = await desk.settings(["check", file]);
  assert.equal(broken.code, 1);
  assert.match(broken.stderr, /settings\.yaml:\d+:\d+: .*\. Correct it\.\n$/);
  await Deno.writeTextFile(file, '{"reopen_day": 3}');
  for (const action of ["check", "import"]) {
    const { code, stderr } = await desk.settings([action, file]);
    assert.equal(code, 1);
    assert.match(stderr, /^support-mcp: settings has no member "reopen_day" \(did you mean "reopen_days"\?\)/);
  }
  await Deno.writeTextFile(file, "\n");
  for (const action of ["check", "import"]) {
    const { code, stderr } = await desk.settings([action, file]);
    assert.equal(code, 1);
    assert.match(stderr, /settings\.yaml is empty, so that every setting would get its default\./);
  }
  assert.match((await desk.settings(["import", desk.folder.file("none")])).stderr, /Cannot read .*it does not exist/);
  assert.match(await desk.print("show"), /^# Revision 1, /);
  await Deno.writeTextFile(file, "{}");
  assert.equal(await desk.print("import", file), "The settings are now at revision 2.\n");
});

Deno.test({
  name: "settings edit saves the text of the editor, or keeps it if it is invalid",
  ignore: Deno.build.os === "windows", // the editors are shell commands
  async fn() {
    await using desk = await Desk.create();
    const edited = await desk.settings(["edit"], { EDITOR: 'sh -c \'echo "reopen_days: 5" >> "$1"\' sh' });
    assert.equal(edited.code, 0, edited.stderr);
    assert.match(edited.stdout, /^The settings are now at revision 1\.\n/);
    assert.equal(await desk.print("get", "reopen_days"), "5\n");
    assert.equal((await desk.settings(["edit"], { EDITOR: "true" })).stdout, "Nothing has changed.\n");

    const invalid = await desk.settings(["edit"], { EDITOR: 'sh -c \'echo "reopen_days: soon" > "$1"\' sh' });
    assert.equal(invalid.code, 1);
    const path = /^support-mcp: reopen_days must be .*\. Your text is in (\S+)\. /.exec(invalid.stderr)?.[1];
    assert.equal(await Deno.readTextFile(path!), "reopen_days: soon\n");
    await Deno.remove(path!);

    for (const editor of ["sh -c 'rm \"$1\"' sh", "sh -c 'echo > \"$1\"' sh"]) {
      const { code, stderr } = await desk.settings(["edit"], { EDITOR: editor });
      assert.equal(code, 1);
      assert.match(stderr, /^support-mcp: The editor left no text\. Nothing was changed\./);
    }

    const { program: started, args } = getCommandLine(["settings", "set", "approval_days", "7", "--db", desk.db]);
    const program = [started, ...args].map((part) => `"${part}"`).join(" ");
    const stale = await desk.settings(["edit"], { EDITOR: `sh -c '${program} && echo "views: {}" >> "$1"' sh` });
    const kept = / Your text is in (\S+)\. Add the other changes to it .*history\), then: /.exec(stale.stderr)?.[1];
    assert.match(await Deno.readTextFile(kept!), /^views: \{\}$/m);
    await Deno.remove(kept!);

    const missing = await desk.settings(["edit"], { EDITOR: "no-such-editor" });
    assert.match(missing.stderr, /Set EDITOR to an editor that is installed\. Your text is in (\S+)\.\n$/);
    await Deno.remove(/ in (\S+)\.\n$/.exec(missing.stderr)![1]!);

    const failed = await desk.settings(["edit"], { EDITOR: "false" });
    assert.match(failed.stderr, /The editor failed \(exit code 1\)\. Nothing was changed\. Your text is in (\S+)\.\n$/);
    await Deno.remove(/ in (\S+)\.\n$/.exec(failed.stderr)![1]!);
    assert.equal(await desk.print("get", "reopen_days"), "5\n");
  },
});

Deno.test("a server that is running uses changed settings", async () => {
  await using desk = await Desk.create();
  await using server = startProgram(["serve", "--demo", "--db", desk.db]);
  await server.write(HANDSHAKE + formatToolCall(1, "get_ticket", { ticket_id: "42" }));
  await waitForResponse(1, server);
  await desk.print("set", "approval_days", "7");
  await server.write(formatToolCall(2, "merge_tickets", { ticket_id: "43", into_ticket_id: "42" }));
  await waitForResponse(2, server);
  await server.write(formatToolCall(3, "list_approvals", {}));
  const { structuredContent } = (await waitForResponse(3, server)).result!;
  const [approval] = (structuredContent as { approvals: { requested_at: string; expires_at: string }[] }).approvals;
  const days = (Date.parse(approval!.expires_at) - Date.parse(approval!.requested_at)) / (24 * 60 * 60 * 1000);
  assert.equal(days, 7);
});

Deno.test("settings of a missing store are an error, and none is created by a look at them", async () => {
  await using desk = await Desk.create();
  for (const action of ["show", "history", "check", "export"]) {
    const { code, stderr } = await desk.settings([action]);
    assert.equal(code, 1);
    assert.match(stderr, /^support-mcp: There is no store at /);
  }
  assert.deepEqual(await desk.folder.listNames(), []);
  await Deno.writeTextFile(desk.folder.file("settings.yaml"), "reopen_days: 3\n");
  assert.match(await desk.print("check", desk.folder.file("settings.yaml")), /no problems found\.\n$/);
  assert.deepEqual(await desk.folder.listNames(), ["settings.yaml"]);
});
