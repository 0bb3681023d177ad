import assert from "node:assert/strict";
import type { Recording } from "../../../../client/recording/format/read_recording.ts";
import { RecordingEndedError } from "../../../../client/errors/mod.ts";
import { Replay } from "../../../../client/recording/replay/replay.ts";
import { InterruptedError } from "../../../../client/terminal/dialog/dialog.ts";
import { ScriptedTerminal } from "../../terminal/scripted_terminal.ts";
import { followScript, recordRun } from "../recorded_run.ts";

const NEVER = new AbortController().signal;
const KEY = { kind: "key" as const, message: "Sure?", options: [{ value: "y", label: "Yes" }] };

for (const protocol of ["handshake", "2026-07-28", "auto"] as const) {
  Deno.test(`Replay runs up to the end of a recording that broke off anywhere (${protocol})`, async () => {
    let printed = "";
    const recording = await recordRun(async (recorder) => {
      printed = await followScript(protocol, recorder);
    });
    for (let length = 0; length < lastUse(recording); length++) {
      const replay = new Replay({ ...recording, entries: recording.entries.slice(0, length) });
      await assert.rejects(followScript(protocol, replay), `cut after ${length} entries`);
      assert.throws(
        () => replay.assertComplete(),
        new RecordingEndedError("broken off"),
        `cut after ${length} entries`,
      );
    }
    const whole = new Replay({ ...recording, entries: recording.entries.slice(0, -1) });
    assert.equal(await followScript(protocol, whole), printed);
    whole.assertComplete(); // only the end entry was missing
  });
}

Deno.test("Replay of a recording that broke off still detects a mismatch", async () => {
  const recording = await recordRun((recorder) => followScript("handshake", recorder));
  const cut = recording.entries.slice(0, lastUse(recording) - 1);
  const entries = JSON.parse(JSON.stringify(cut).replaceAll('"ticket_id":"42"', '"ticket_id":"41"'));
  const replay = new Replay({ ...recording, entries });
  await assert.rejects(followScript("handshake", replay));
  assert.throws(() => replay.assertComplete(), /does not match its recording: .*expected "41", got "42"/);
});

Deno.test("Replay ends if a recording breaks off during a question to the person", async () => {
  const whole = await recordRun(async (recorder) => {
    const terminal = recorder.terminal(new ScriptedTerminal("y"))!;
    await terminal.runDialog("form", (prompts) => prompts.ask(KEY), NEVER);
  });
  for (const length of [1, 2]) { // without the conversation, and without its answer
    const replay = new Replay({ ...whole, entries: whole.entries.slice(0, length) });
    const asking = replay.terminal()!.runDialog("form", (prompts) => prompts.ask(KEY), NEVER);
    await assert.rejects(asking, new RecordingEndedError("broken off"));
  }
});

Deno.test("Replay does not require a conversation that was interrupted before an answer", async () => {
  const recording = await recordRun(async (recorder) => {
    const terminal = recorder.terminal(new ScriptedTerminal(new InterruptedError()))!;
    await terminal.runDialog("form", (prompts) => prompts.ask(KEY), NEVER).catch(() => {});
  });
  new Replay(recording).assertComplete();
  const replay = new Replay(recording);
  const asking = replay.terminal()!.runDialog("form", (prompts) => prompts.ask(KEY), NEVER);
  await assert.rejects(asking, new InterruptedError());
});

/** Returns the index of the last message. Entries after it are not needed. */
function lastUse({ entries }: Recording): number {
  return entries.findLastIndex(({ kind }) => kind === "message");
}
