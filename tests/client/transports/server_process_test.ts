import assert from "node:assert/strict";
import { ServerError } from "../../../client/errors/server_error.ts";
import { ServerProcess } from "../../../client/transports/server_process.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { until } from "../../until.ts";
import { isRunning, neverAborted, serverCommand, waitForProcesses } from "../processes.ts";

Deno.test("ServerProcess reports the exit of a server, and its standard error", async () => {
  const server = new ServerProcess(serverCommand("fails_to_start"), neverAborted());
  assert.deepEqual(await server.exited, { code: 3, signal: null, requested: false });
  assert.equal(server.stderr, "reading licence…\nno licence found\n");
  await server.stop();
});

Deno.test("ServerProcess reports the signal that terminated a server", async () => {
  const server = new ServerProcess(serverCommand("never_responds"), neverAborted());
  Deno.kill(server.id, "SIGKILL");
  assert.deepEqual(await server.exited, { code: 137, signal: "SIGKILL", requested: false });
  await server.stop();
});

Deno.test("ServerProcess keeps only the end of standard error", async () => {
  const loud = `for (let n = 0; n < 5000; n++) console.error("line " + n)`;
  const server = new ServerProcess({ name: "loud", program: Deno.execPath(), args: ["eval", loud] }, neverAborted());
  await server.exited;
  assert.ok(server.stderr.length <= 8_000);
  assert.ok(server.stderr.endsWith("line 4998\nline 4999\n"));
  await server.stop();
});

Deno.test("ServerProcess.stop() lets a server exit at the end of its input", async () => {
  const server = new ServerProcess(serverCommand("never_responds"), neverAborted());
  await Promise.all([server.stop(), server.stop()]);
  assert.deepEqual(await server.exited, { code: 0, signal: null, requested: true });
});

Deno.test("ServerProcess stops even a stubborn server and its children during shutdown", async () => {
  await using folder = await TemporaryFolder.create();
  const ending = new AbortController();
  const server = new ServerProcess(serverCommand("ignores_sigterm", folder.path), ending.signal);
  const ids = await waitForProcesses(folder.path, 2);
  ending.abort();
  assert.deepEqual(await server.exited, { code: 137, signal: "SIGKILL", requested: true });
  await server.stop();
  for (const id of ids) await until(async () => !await isRunning(id), `${id} is gone`);
});

Deno.test("ServerProcess.stop() stops children that a server left behind", async () => {
  const args = ["-c", "sleep 1000 & echo $! >&2; read line"];
  const server = new ServerProcess({ name: "sh", program: "sh", args }, neverAborted());
  await until(() => server.stderr.endsWith("\n"), "it has started another");
  const left = Number(server.stderr);
  assert.ok(await isRunning(left));
  await server.stop();
  await until(async () => !await isRunning(left), "that one is gone");
});

Deno.test("ServerProcess passes only the environment of its command", async () => {
  const print =
    `await Deno.stdout.write(new TextEncoder().encode(Object.keys(Deno.env.toObject()).join("\\n") + "\\n"))`;
  const command = { name: "env", program: Deno.execPath(), args: ["eval", print] };
  const names: string[] = [];
  Deno.env.set("ONLY_OURS", "1"); // a real one, which could be inherited; no other test reads it
  const server = new ServerProcess({ ...command, environment: { HOME: "/nowhere", GIVEN: "1" } }, neverAborted());
  await server.readOutput((name) => names.push(name), 100_000);
  await server.stop();
  assert.ok(names.includes("GIVEN"));
  assert.ok(!names.includes("ONLY_OURS"));
});

Deno.test("ServerProcess reports a missing working directory", () => {
  const command = { ...serverCommand("never_responds"), directory: "/no/such/folder" };
  assert.throws(
    () => new ServerProcess(command, neverAborted()),
    /The server `never_responds` failed to start: working directory `\/no\/such\/folder` does not exist\./,
  );
});

Deno.test("ServerProcess reports a missing program", () => {
  const command = { name: "pyhton server.py", program: "pyhton", args: ["server.py"] };
  assert.throws(
    () => new ServerProcess(command, neverAborted()),
    new ServerError(
      "pyhton server.py",
      "failed to start: program `pyhton` not found; check the spelling or give the full path",
    ),
  );
});

Deno.test("ServerProcess reports a file that is not executable", () => {
  const file = import.meta.filename!;
  assert.throws(
    () => new ServerProcess({ name: "a test", program: file, args: [] }, neverAborted()),
    new ServerError("a test", `failed to start: \`${file}\` is not executable`),
  );
});

Deno.test("ServerProcess starts nothing during shutdown", () => {
  assert.throws(() => new ServerProcess(serverCommand("never_responds"), AbortSignal.abort()), /AbortError/);
});
