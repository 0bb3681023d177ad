/**
 * Runs the real program with recordings. `demo.jsonl` is a recorded run of the demo, which must keep matching the agent. After
 * an intended change, update it for review with
 * `UPDATE_RECORDING=1 deno test -A tests/client/recording/agent_recording_test.ts`.
 */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runProgram, startProgram } from "../../end_to_end/program.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { serverCommand, serverCommandLine } from "../processes.ts";

const DEMO = fileURLToPath(new URL("demo.jsonl", import.meta.url));

Deno.test("agent --record records the demo without changing its output", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("run.jsonl");
  const [recorded, plain] = [await runProgram(["agent", "--record", file]), await runProgram(["agent"])];
  assert.deepEqual(recorded, plain);
  const replayed = await runProgram(["agent", "--replay", file]);
  assert.deepEqual(replayed, plain);
  if (Deno.env.has("UPDATE_RECORDING")) await Deno.copyFile(file, DEMO);
});

Deno.test("agent --replay repeats the recorded demo", async () => {
  const replayed = await runProgram(["agent", "--replay", DEMO]);
  assert.deepEqual([replayed.code, replayed.stderr], [0, ""]);
  assert.equal(replayed.stdout, (await runProgram(["agent"])).stdout);
});

Deno.test("agent --replay reports the first mismatch", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("changed.jsonl");
  const recording = await Deno.readTextFile(DEMO);
  await Deno.writeTextFile(
    file,
    recording.replace('"name":"escalate_ticket","arguments":{"ticket_id":"43"', (call) => {
      return call.replace("43", "44");
    }),
  );
  const { code, stdout, stderr } = await runProgram(["agent", "--replay", file]);
  assert.equal(code, 1);
  assert.match(stdout, /Ticket #42 closed successfully\.\n\n🚨 Escalating ticket #43\.\.\.\n$/);
  assert.equal(
    stderr,
    "support-mcp: The run does not match its recording: message to the server support-mcp serve tickets at " +
      'params.arguments.ticket_id: expected "44", got "43".\n',
  );
});

Deno.test("agent --replay takes everything from the recording", async () => {
  const { code, stderr } = await runProgram(["agent", "--replay", DEMO, "--server", "python server.py"]);
  assert.equal(code, 2);
  assert.equal(
    stderr,
    "support-mcp: --server cannot be combined with --replay, which takes it from the recording. Omit it.\n",
  );
});

Deno.test("agent --record does not overwrite a file, and starts nothing", async () => {
  const before = await Deno.readTextFile(DEMO);
  const { code, stdout, stderr } = await runProgram(["agent", "--record", DEMO]);
  assert.deepEqual([code, stdout], [2, ""]);
  assert.match(
    stderr,
    /^support-mcp: File .*demo\.jsonl already exists: choose another name, or remove it first\.\n$/,
  );
  assert.equal(await Deno.readTextFile(DEMO), before);
});

Deno.test("agent --record keeps a failed run up to its failure", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("run.jsonl");
  const failed = await runProgram(["agent", "--record", file, "--server", "no-such-program"]);
  assert.equal(failed.code, 1);
  assert.deepEqual(await runProgram(["agent", "--replay", file]), failed);
});

Deno.test("agent --record omits the secrets of a configuration file", async () => {
  await using folder = await TemporaryFolder.create();
  const secret = "Invoice PDF not loading"; // part of the server's results
  const { program, args } = serverCommand("article_desk");
  const config = { mcpServers: { desk: { command: program, args, env: { SUBJECT: secret } } } };
  await Deno.writeTextFile(folder.file("config.json"), JSON.stringify(config));
  const file = folder.file("run.jsonl");
  const recorded = await runProgram(["agent", "--config", folder.file("config.json"), "--record", file]);
  assert.deepEqual([recorded.code, recorded.stdout.includes(secret)], [0, true]);
  const recording = await Deno.readTextFile(file);
  assert.ok(!recording.includes(secret));
  assert.match(recording, /"kind":"end","at":\d+,"removed":\{"SUBJECT":\d+\}/);
  const replayed = await runProgram(["agent", "--replay", file]);
  assert.equal(replayed.stdout, recorded.stdout.replaceAll(secret, "[removed: SUBJECT]"));
});

Deno.test("agent --record omits the secrets of a command line, and --replay still identifies the server", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("run.jsonl");
  const server = serverCommandLine("article_desk", "42", "43", "a-secret-word");
  const recorded = await runProgram(["agent", "--server", server, "--record", file], {
    env: { DESK_TOKEN: "a-secret-word" },
  });
  assert.equal(recorded.code, 0, recorded.stderr);
  assert.ok(!(await Deno.readTextFile(file)).includes("a-secret-word"));
  assert.deepEqual(await runProgram(["agent", "--replay", file]), recorded);
});

Deno.test("replay shows the recorded run", async () => {
  const { code, stdout } = await runProgram(["replay", DEMO, "--at-once"]);
  assert.equal(code, 0);
  assert.equal(stdout, `${(await runProgram(["agent", "--replay", DEMO])).stdout}(End of recording.)\n`);
});

Deno.test("replay keeps the original speed, and stops on a signal", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("slow.jsonl");
  const [header] = (await Deno.readTextFile(DEMO)).split("\n");
  const lines = [header, '{"kind":"shown","at":0,"text":"first"}', '{"kind":"shown","at":60000,"text":"second"}', ""];
  await Deno.writeTextFile(file, lines.join("\n"));
  await using running = startProgram(["replay", file]);
  await running.waitForOutput((text) => text.includes("first"));
  running.signal("SIGINT");
  assert.deepEqual(await running.waitForExit(), { code: 130, signal: null, stdout: "first\n", stderr: "" });
  const fast = await runProgram(["replay", file, "--speed", "1000"]);
  assert.equal(fast.stdout, "first\nsecond\n(The recording ends here because the run was interrupted.)\n");
});

for (
  const [args, says] of [
    [["replay"], /FILE is missing/],
    [["replay", "deno.json"], /deno\.json.*(is not a recording|Cannot read the recording)/],
    [["replay", DEMO, "--speed", "0"], /Use a number above 0/],
    [["replay", DEMO, "--speed", "2", "--at-once"], /cannot be combined\. Use one of them/],
    [["agent", "--replay", "/no/such.jsonl"], /it does not exist/],
    [["agent", "--replay", DEMO, "--json", "--quiet"], /cannot be combined\. Use one of them/],
  ] as const
) {
  Deno.test(`${args.map((word) => word === DEMO ? "demo.jsonl" : word).join(" ")} ends with 2 and one line`, async () => {
    const { code, stdout, stderr } = await runProgram(args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^support-mcp: [^\n]+\n$/);
    assert.match(stderr, says);
  });
}
