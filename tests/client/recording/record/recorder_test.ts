import assert from "node:assert/strict";
import { Recorder } from "../../../../client/recording/record/recorder.ts";
import { Secrets } from "../../../../client/recording/format/secrets.ts";
import { InterruptedError } from "../../../../client/terminal/dialog/dialog.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { ScriptedTerminal } from "../../terminal/scripted_terminal.ts";
import { followScript, recordRun } from "../recorded_run.ts";

const OPTIONS = { program: "0.1.0", run: { task: "test" }, secrets: new Secrets() };

Deno.test("Recorder records every message of every server, in order, with its time", async () => {
  const { header, entries } = await recordRun((recorder) => followScript("handshake", recorder));
  assert.deepEqual([header.format, header.version, header.run], ["support-mcp-recording", 1, { task: "test" }]);
  const opened = entries.filter((entry) => entry.kind === "opened").map((
    { connection, server },
  ) => [connection, server]);
  assert.deepEqual(opened, [[1, "tickets"], [2, "customers"]]);
  const messages = entries.filter((entry) => entry.kind === "message").filter(({ connection }) => connection === 1);
  const methods = messages.map(({ from, message }) => `${from} ${"method" in message ? message.method : "answer"}`);
  assert.deepEqual(methods.slice(0, 3), ["client initialize", "server answer", "client notifications/initialized"]);
  assert.deepEqual(methods.filter((method) => method.startsWith("server") && !method.endsWith("answer")), [
    "server elicitation/create",
    "server sampling/createMessage",
  ]);
  assert.deepEqual(entries.map(({ at }) => at), entries.map(({ at }) => at).toSorted((one, other) => one - other));
  assert.deepEqual(entries.filter((entry) => entry.kind === "closed").map(({ by }) => by), ["client", "client"]);
  assert.equal(entries.at(-1)?.kind, "end");
});

Deno.test("Recorder records terminal conversations without typed secrets", async () => {
  const terminal = new ScriptedTerminal("Ann", "hunter2", null, new InterruptedError());
  const { entries } = await recordRun(async (recorder) => {
    const talk = recorder.terminal(terminal)!.runDialog("form of desk", async (prompts) => {
      prompts.show("desk asks", "Who?");
      await prompts.ask({ kind: "line", message: "Name", problem: () => undefined });
      await prompts.ask({ kind: "line", message: "Password", secret: true });
      await prompts.ask({ kind: "line", message: "More", secret: false });
      await prompts.ask({ kind: "line", message: "Last" });
    });
    await assert.rejects(talk, InterruptedError);
  });
  assert.deepEqual(entries.map(({ at: _at, ...entry }) => entry), [
    { kind: "terminal", attended: true },
    { kind: "conversation", conversation: 1, topic: "form of desk" },
    { kind: "told", conversation: 1, title: "desk asks", text: "Who?" },
    { kind: "asked", conversation: 1, question: { kind: "line", message: "Name" }, answer: "Ann" },
    {
      kind: "asked",
      conversation: 1,
      question: { kind: "line", message: "Password", secret: true, initial: "" },
      answer: "[removed: typed secret]",
    },
    { kind: "asked", conversation: 1, question: { kind: "line", message: "More", secret: false }, answer: null },
    { kind: "interrupted", conversation: 1 },
    { kind: "end", removed: {} },
  ]);
});

Deno.test("Recorder removes secrets, and counts them in the end entry", async () => {
  const { entries } = await recordRun((recorder) => {
    recorder.print(() => {})("the key is abc-123-xyz");
    return Promise.resolve();
  }, { DESK_KEY: "abc-123-xyz" });
  assert.deepEqual(entries.map(({ at: _at, ...entry }) => entry), [
    { kind: "shown", text: "the key is [removed: DESK_KEY]" },
    { kind: "end", removed: { DESK_KEY: 1 } },
  ]);
});

Deno.test("Recorder forwards everything that it records", async () => {
  const shown: unknown[] = [];
  await recordRun((recorder) => {
    recorder.print((text) => shown.push(text))("hello");
    recorder.view({ show: (event) => shown.push(event) }).show({ type: "step", step: 1, of: 2 });
    return Promise.resolve();
  });
  assert.deepEqual(shown, ["hello", { type: "step", step: 1, of: 2 }]);
});

Deno.test("Recorder does not overwrite a file, and creates it private", async () => {
  await using folder = await TemporaryFolder.create();
  const file = folder.file("run.jsonl");
  (await Recorder.create({ ...OPTIONS, file }))[Symbol.dispose]();
  if (Deno.build.os !== "windows") assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
  const before = await Deno.readTextFile(file);
  await assert.rejects(Recorder.create({ ...OPTIONS, file }), /File .*run\.jsonl already exists: choose another name/);
  assert.equal(await Deno.readTextFile(file), before);
  await assert.rejects(
    Recorder.create({ ...OPTIONS, file: folder.file("no/run.jsonl") }),
    /Cannot write the recording to/,
  );
});
