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
  Deno.test(`Replay goes as far as a broken-off recording does, wherever that broke off (${protocol})`, async () => {
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
    whole.assertComplete(); // nothing was missing but the mark of the end
  });
}

Deno.test("Replay of a broken-off recording still notices where the run departs", async () => {
  const recording = await recordRun((recorder) => followScript("handshake", recorder));
  const cut = recording.entries.slice(0, lastUse(recording) - 1);
  const entries = JSON.parse(JSON.stringify(cut).replaceAll('"ticket_id":"42"', '"ticket_id":"41"'));
  const replay = new Replay({ ...recording, entries });
  await assert.rejects(followScript("handshake", replay));
  assert.throws(() => replay.assertComplete(), /does not match its recording: .*expected "41", got "42"/);
});

Deno.test("Replay ends where a recording breaks off in the middle of a question to the person", async () => {
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

Deno.test("Replay doesn't miss a conversation that ended before there was an answer", async () => {
  const recording = await recordRun(async (recorder) => {
    const terminal = recorder.terminal(new ScriptedTerminal(new InterruptedError()))!;
    await terminal.runDialog("form", (prompts) => prompts.ask(KEY), NEVER).catch(() => {});
  });
  new Replay(recording).assertComplete();
  const replay = new Replay(recording);
  const asking = replay.terminal()!.runDialog("form", (prompts) => prompts.ask(KEY), NEVER);
  await assert.rejects(asking, new InterruptedError());
});

/** The place of the last message: without what comes behind it, a run lacks nothing. */
function lastUse({ entries }: Recording): number {
  return entries.findLastIndex(({ kind }) => kind === "message");
}
