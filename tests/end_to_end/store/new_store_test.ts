/** A store that does not exist yet: created with a message, or refused if its folder is missing. */

import assert from "node:assert/strict";
import { getCommandLine, getDenoCache, RunningProgram, runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** Serves a store for one call, and returns what is printed to standard error. */
async function serveOnce(db: string): Promise<string> {
  await using running = startProgram(["serve", "--db", db]);
  await running.write(HANDSHAKE + formatToolCall(1, "ticket_stats", {}));
  await waitForResponse(1, running);
  await running.closeInput();
  return (await running.waitForExit()).stderr;
}

Deno.test("serve says once that it created a store", async () => {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  assert.match(await serveOnce(db), new RegExp(`^[^\\n]*Created a new store at "${db}"\\.\\n$`));
  assert.equal(await serveOnce(db), "");
});

Deno.test({
  name: "serve creates files and folders that only their owner can read, whatever the umask",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using folder = await TemporaryFolder.create();
    const { program, args } = getCommandLine(["serve"]);
    await using running = new RunningProgram(
      new Deno.Command("sh", {
        args: ["-c", 'umask 0; exec "$@"', "sh", program, ...args],
        env: { HOME: folder.path, XDG_DATA_HOME: folder.file("data"), DENO_DIR: await getDenoCache() },
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      }).spawn(),
    );
    await running.write(HANDSHAKE + formatToolCall(1, "ticket_stats", {}));
    await waitForResponse(1, running);
    const names = ["data/support-mcp", ...["", ".lock", "-wal"].map((end) => `data/support-mcp/desk.db${end}`)];
    const modes = await Promise.all(names.map(async (name) => (await Deno.stat(folder.file(name))).mode! & 0o777));
    assert.deepEqual(modes, [0o700, 0o600, 0o600, 0o600]);
    await running.closeInput();
    await running.waitForExit();
  },
});

Deno.test("serve names the import into an empty store, with --db only if it is not the default", async () => {
  await using folder = await TemporaryFolder.create();
  const env = {
    HOME: folder.path,
    XDG_DATA_HOME: folder.path,
    LOCALAPPDATA: folder.path,
    DENO_DIR: await getDenoCache(),
  };
  const db = folder.file("other.db");
  for (const [args, command] of [[[], "import FILE,"], [["--db", db], `import FILE --db ${db},`]] as const) {
    await using running = startProgram(["serve", ...args], { env });
    await running.write(HANDSHAKE + formatToolCall(1, "search_tickets", {}));
    const { result } = await waitForResponse(1, running);
    assert.ok(JSON.stringify(result).includes(`support-mcp ${command} or try a desk`), JSON.stringify(result));
  }
});

for (const args of [["serve"], ["import", "t.csv"]]) {
  Deno.test(`${args[0]} refuses a store in a folder that does not exist, and creates nothing`, async () => {
    await using folder = await TemporaryFolder.create();
    await Deno.writeTextFile(folder.file("t.csv"), "subject,customer\nOne,a@b.c\n");
    const missing = folder.file("dekstop");
    const run = [...args, "--db", `${missing}/desk.db`];
    const { code, stdout, stderr } = await runProgram(run, { cwd: folder.path });
    assert.deepEqual([code, stdout], [1, ""]);
    assert.equal(
      stderr,
      `support-mcp: Cannot create the store ${missing}/desk.db: the folder ${missing} does not exist. Create it, or ` +
        "correct --db.\n",
    );
    await assert.rejects(Deno.stat(missing), Deno.errors.NotFound);
  });
}

Deno.test("import creates a store with the first row that it adds, and none if it rejects all of them", async () => {
  await using folder = await TemporaryFolder.create();
  const lines = ['{"subject":"No customer"}', '{"subject":"Two","customer":"none"}'];
  const header = '{"type":"support-mcp","version":1}\n';
  const toLine = (ticket: string) => `{"type":"ticket","ticket":${ticket}}\n`;
  const rejected = header + lines.map(toLine).join("");
  await Deno.writeTextFile(folder.file("bad.jsonl"), rejected);
  await Deno.writeTextFile(folder.file("good.jsonl"), rejected + toLine('{"subject":"Three","customer":"a@b.c"}'));
  const run = (name: string) => runProgram(["import", folder.file(name), "--db", folder.file("desk.db")]);
  const bad = await run("bad.jsonl");
  assert.deepEqual([bad.code, await folder.listNames()], [1, ["bad.jsonl", "good.jsonl"]], bad.stderr);
  assert.match(bad.stdout, /2 rejected/);
  const good = await run("good.jsonl");
  assert.match(good.stdout, /1 added[^]*1 added[^]*2 rejected/);
  assert.deepEqual([good.code, (await folder.listNames()).includes("desk.db")], [0, true]);
});

Deno.test("a server that cannot start over HTTP creates no store", async () => {
  await using folder = await TemporaryFolder.create();
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const db = ["--db", folder.file("desk.db")];
  for (
    const [args, code, reason] of [
      [["serve", "--http", String(port)], 1, /the port is in use/],
      [["serve", "--http", "0", "--tools", "nonsense"], 2, /--tools is invalid/],
      [["desk", "--port", String(port), "--no-open"], 1, /the port is in use/],
      [["desk", "--db", folder.file("no/desk.db")], 1, /the folder \S+ does not exist/],
    ] as const
  ) {
    const result = await runProgram(args.includes("--db" as never) ? [...args] : [...args, ...db]);
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, reason);
    assert.deepEqual(await folder.listNames(), []);
  }
});

Deno.test("doctor names the missing folder of a store", async () => {
  await using folder = await TemporaryFolder.create();
  const { code, stdout } = await runProgram(["doctor", "--db", folder.file("dekstop/desk.db")], {
    env: { HOME: folder.path, XDG_CONFIG_HOME: folder.path },
  });
  assert.equal(code, 1);
  assert.match(
    stdout,
    /^failed Desk: .*desk\.db cannot be created, because .*dekstop does not exist\. Create it, or correct --db\.$/m,
  );
});
