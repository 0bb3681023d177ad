import assert from "node:assert/strict";
import { runProgram, startProgram } from "../../end_to_end/program.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { until } from "../../until.ts";
import { getScriptOutput } from "../article_output.ts";
import { isRunning, serverCommandLine, waitForProcesses } from "../processes.ts";

Deno.test("agent prints the same bytes in every run, and leaves nothing behind", async () => {
  await using folder = await TemporaryFolder.create();
  const [first, second] = [await runDemo(folder.path), await runDemo(folder.path)];
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /\n✅ Ticket #43 escalated at high priority\.\n/);
  assert.deepEqual(first, second);
  assert.deepEqual(Array.from(Deno.readDirSync(folder.path)), []);
});

Deno.test("agent --server works with any server that has the article's tools", async () => {
  const { code, stdout, stderr } = await runProgram(["agent", "--server", serverCommandLine("article_desk")]);
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: getScriptOutput("pro"), stderr: "" });
});

Deno.test("agent reports why a server failed, and its last output", async () => {
  const commandLine = serverCommandLine("fails_to_start");
  const { code, stdout, stderr } = await runProgram(["agent", "--server", commandLine]);
  assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
  assert.equal(
    stderr,
    "Last lines of the server's standard error:\n  reading licence…\n  no licence found\n" +
      `support-mcp: The server \`${commandLine}\` exited with code 3 while connecting.\n`,
  );
});

Deno.test("agent shows a refusal of the desk, and fails", async () => {
  const commandLine = serverCommandLine("article_desk", "42");
  const { code, stdout, stderr } = await runProgram(["agent", "--server", commandLine]);
  assert.equal(code, 1);
  assert.match(stdout, /\n🚨 Escalating ticket #43\.\.\.\n❌ Error: Ticket #43 not found\.\n$/);
  assert.equal(stderr, "support-mcp: The desk rejected a call: Ticket #43 not found.\n");
});

Deno.test("agent reports that it cannot create the demo's folder", async () => {
  const { code, stdout, stderr } = await runProgram(["agent"], { env: { TMPDIR: "/no/such/folder" } });
  assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
  assert.match(
    stderr,
    /^support-mcp: Cannot create a temporary folder for the demo: .* Set TMPDIR to a writable folder\.\n$/,
  );
});

Deno.test("agent rejects an unterminated command line", async () => {
  const { code, stderr } = await runProgram(["agent", "--server", "python 'server.py"]);
  assert.equal(code, 2);
  assert.match(stderr, /python 'server\.py.* unterminated quote/);
});

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`agent and its servers stop on ${signal}`, async () => {
    await using folder = await TemporaryFolder.create();
    await using agent = startProgram(["agent", "--server", serverCommandLine("ignores_sigterm", folder.path)]);
    const ids = await waitForProcesses(folder.path, 2);
    agent.signal(signal);
    assert.deepEqual(await agent.waitForExit(), { code, signal: null, stdout: "", stderr: "" });
    for (const id of ids) await until(async () => !await isRunning(id), `${id} is gone`);
  });
}

Deno.test("agent leaves nothing behind when a signal stops the demo", async () => {
  await using folder = await TemporaryFolder.create();
  await using agent = startProgram(["agent"], { env: { TMPDIR: folder.path } });
  await until(() => [...Deno.readDirSync(folder.path)].length > 0, "the demo has a store");
  agent.signal("SIGTERM");
  await agent.waitForExit();
  assert.deepEqual(Array.from(Deno.readDirSync(folder.path)), []);
});

async function runDemo(temporaryFolder: string) {
  return await runProgram(["agent"], { env: { TMPDIR: temporaryFolder } });
}
