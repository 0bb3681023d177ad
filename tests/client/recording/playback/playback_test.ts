import assert from "node:assert/strict";
import type { Recorder } from "../../../../client/recording/record/recorder.ts";
import { type PlaybackOptions, playRecording } from "../../../../client/recording/playback/playback.ts";
import type { Recording } from "../../../../client/recording/format/read_recording.ts";
import { ScriptedTerminal } from "../../terminal/scripted_terminal.ts";
import { recordRun, withTickets } from "../recorded_run.ts";

Deno.test("playRecording() shows output, questions and answers", async () => {
  const recording = await recordRun(run, { DESK_KEY: "abc-123-xyz" });
  assert.equal(
    await playToText(recording, {}),
    `the key is [removed: DESK_KEY]
{"type":"step","step":1,"of":2}
│ desk asks
│ Which
│ one?
│ Priority
│ → High
│ Sure?
│ → (Escape)
(End of recording. Removed secrets: DESK_KEY (1).)
`,
  );
});

Deno.test("playRecording() shows messages on request", async () => {
  const recording = await recordRun((recorder) => withTickets((connection) => connection.tools(), recorder));
  const lines = (await playToText(recording, { messages: true })).split("\n");
  assert.equal(lines[0], "⇢ tickets: connection 1");
  assert.match(lines[1]!, /^→ tickets: \{.*"method":"initialize"/);
  assert.ok(lines.some((line) => line.startsWith("← tickets: {")));
  assert.equal(lines.at(-3), "⇠ tickets: connection 1 closed");
});

Deno.test("playRecording() keeps the original speed, or a multiple of it", async () => {
  const recording = await recordRun(run);
  const slow: Recording = {
    ...recording,
    entries: recording.entries.map((entry, index) => ({ ...entry, at: index * 100 })),
  };
  const began = performance.now();
  await playToText(slow, { speed: 2 });
  const took = performance.now() - began;
  assert.ok(took >= (slow.entries.length - 1) * 50 - 5, `${took} ms`);
});

Deno.test("playRecording() can be stopped", async () => {
  const recording = await recordRun(run);
  const far = { ...recording, entries: recording.entries.map((entry) => ({ ...entry, at: 1e9 })) };
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(playToText(far, { signal, speed: 1 }), /enough/);
});

Deno.test("playRecording() reports that a run broke off", async () => {
  const recording = await recordRun(run);
  const broken = { ...recording, entries: recording.entries.slice(0, 2) };
  assert.match(await playToText(broken, {}), /\(The recording ends here because the run was interrupted\.\)\n$/);
});

async function run(recorder: Recorder): Promise<void> {
  recorder.print(() => {})("the key is abc-123-xyz");
  recorder.view({ show: () => {} }).show({ type: "step", step: 1, of: 2 });
  await recorder.terminal(new ScriptedTerminal("h", null))!.runDialog("form of desk", async (prompts) => {
    prompts.show("desk asks", "Which\none?");
    await prompts.ask({ kind: "choice", message: "Priority\nHow urgent.", options: [{ value: "h", label: "High" }] });
    await prompts.ask({ kind: "line", message: "Sure?" });
  });
}

async function playToText(recording: Recording, options: Partial<PlaybackOptions>): Promise<string> {
  let shown = "";
  const print = (text: string) => void (shown += text + "\n");
  const playground = { print, view: { show: (event: unknown) => print(JSON.stringify(event)) } };
  await playRecording(recording, playground, {
    speed: Infinity,
    messages: false,
    signal: new AbortController().signal,
    ...options,
  });
  return shown;
}
