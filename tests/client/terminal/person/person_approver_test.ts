import assert from "node:assert/strict";
import type { ToolCall } from "../../../../client/agent/approval/approver.ts";
import { PersonApprover } from "../../../../client/terminal/person/person_approver.ts";
import { InterruptedError } from "../../../../client/terminal/dialog/dialog.ts";
import { type Reaction, ScriptedTerminal } from "../scripted_terminal.ts";

const CALL: ToolCall = {
  server: "support-ticketing-server",
  tool: "close_ticket_tool",
  title: "Close ticket",
  annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
  arguments: { ticket_id: "42", resolution: "Done.\nBye." },
};

for (
  const [reactions, approval] of [
    [["y"], "yes"],
    [["n"], "no"],
    [[null], "no"],
    [["r", " ", "it is too late"], { no: "it is too late" }],
    [["r", null, "y"], "yes"],
    [[new InterruptedError()], { no: "the person ended the run" }],
  ] as [Reaction[], unknown][]
) {
  Deno.test(`PersonApprover gives ${JSON.stringify(approval)} for ${JSON.stringify(reactions)}`, async () => {
    const terminal = new ScriptedTerminal(...reactions);
    assert.deepEqual(await new PersonApprover(terminal).approve(CALL), approval);
    assert.ok(terminal.done);
  });
}

Deno.test("PersonApprover shows server, tool, what it does, and its arguments", async () => {
  const terminal = new ScriptedTerminal("n");
  await new PersonApprover(terminal).approve(CALL);
  assert.deepEqual(terminal.seen.slice(0, 2), [
    "The agent wants to use a tool",
    "Close ticket (close_ticket_tool of support-ticketing-server)\nChanges what is there.\n" +
    "ticket_id: 42\nresolution:\n  Done.\n  Bye.",
  ]);
});

for (
  const [annotations, says] of [
    [{ readOnlyHint: true }, "Reads, and changes nothing."],
    [{ readOnlyHint: true, openWorldHint: true }, "Reads, and changes nothing, and reaches beyond its server."],
    [{ readOnlyHint: false, destructiveHint: false }, "Adds, and changes nothing that is there."],
    [{ readOnlyHint: false }, "Changes what is there."],
    [{}, "May change what is there: its server doesn't say."],
  ] as const
) {
  Deno.test(`PersonApprover says "${says}" of ${JSON.stringify(annotations)}`, async () => {
    const terminal = new ScriptedTerminal("n");
    await new PersonApprover(terminal).approve({ ...CALL, annotations });
    assert.equal(terminal.seen[1]!.split("\n")[1], says);
  });
}

Deno.test("PersonApprover cuts long arguments, and shows them as a whole when asked to", async () => {
  const terminal = new ScriptedTerminal("v", "n");
  const call = { ...CALL, arguments: { resolution: "word ".repeat(1000), tags: ["a", "b"] } };
  await new PersonApprover(terminal).approve(call);
  assert.match(terminal.seen[1]!, /^resolution: (word )+… \(4,400 more characters\)$/m);
  assert.equal(terminal.seen[4]!.split("\n")[0], `resolution: ${"word ".repeat(1000)}`);
});

Deno.test("PersonApprover asks no more about a tool that is trusted, and about its namesakes it does", async () => {
  const terminal = new ScriptedTerminal("t", "n", "n");
  const approver = new PersonApprover(terminal);
  assert.equal(await approver.approve(CALL), "yes");
  assert.equal(await approver.approve({ ...CALL, arguments: { ticket_id: "43" } }), "yes");
  assert.equal(await approver.approve({ ...CALL, server: "another-server" }), "no");
  assert.equal(await approver.approve({ ...CALL, tool: "escalate_ticket" }), "no");
});
