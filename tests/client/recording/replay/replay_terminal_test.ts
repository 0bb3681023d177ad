import assert from "node:assert/strict";
import { Replay } from "../../../../client/recording/replay/replay.ts";
import { PersonApprover } from "../../../../client/terminal/person/person_approver.ts";
import { InterruptedError, type Terminal } from "../../../../client/terminal/dialog/dialog.ts";
import { type Reaction, ScriptedTerminal } from "../../terminal/scripted_terminal.ts";
import { recordRun } from "../recorded_run.ts";

const NEVER = new AbortController().signal;

Deno.test("Replay replays the person at the terminal", async () => {
  const { replay, approvals } = await createReplay("r", "too late", "v", "y", new InterruptedError());
  assert.deepEqual(approvals, [{ no: "too late" }, "yes", { no: "the person ended the run" }]);
  assert.deepEqual(await threeApprovals(replay.terminal()!), approvals);
  replay.assertComplete();
});

Deno.test("Replay detects a different, missing or additional question to the person", async () => {
  const short = await createReplay("y", "y", "y");
  await assert.rejects(
    short.replay.terminal()!.runDialog("approval of close_ticket_tool", (prompts) => {
      return prompts.ask({ kind: "line", message: "Why?" });
    }),
    /question to the person \(approval of close_ticket_tool\) at kind: expected "key", got "line"/,
  );
  await assert.rejects(
    short.replay.terminal()!.runDialog("approval of close_ticket_tool", () => Promise.resolve()),
    /asked fewer questions than expected/,
  );
  await assert.rejects(
    short.replay.terminal()!.runDialog("form of desk", () => Promise.resolve()),
    /conversation with the person: expected "approval of close_ticket_tool", got "form of desk"/,
  );
  assert.throws(() => short.replay.assertComplete(), /at kind/); // the first mismatch is reported
  const unasked = await createReplay("y", "y", "y");
  assert.throws(
    () => unasked.replay.assertComplete(),
    /continues with a conversation with the person \(approval of close/,
  );
});

async function createReplay(...reactions: Reaction[]) {
  let approvals: unknown[] = [];
  const recording = await recordRun(async (recorder) => {
    approvals = await threeApprovals(recorder.terminal(new ScriptedTerminal(...reactions))!);
  });
  return { replay: new Replay(recording), approvals };
}

async function threeApprovals(terminal: Terminal): Promise<unknown[]> {
  const approver = new PersonApprover(terminal);
  const approvals = [];
  for (const ticket_id of ["42", "43", "44"]) {
    const call = {
      server: "desk",
      tool: "close_ticket_tool",
      title: "Close",
      annotations: {},
      isTrusted: true,
      arguments: { ticket_id, resolution: "x".repeat(1000) },
    };
    approvals.push(await approver.approve(call, NEVER));
  }
  return approvals;
}
