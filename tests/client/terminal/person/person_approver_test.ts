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
  isTrusted: true,
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
  Deno.test(`PersonApprover returns ${JSON.stringify(approval)} for ${JSON.stringify(reactions)}`, async () => {
    const terminal = new ScriptedTerminal(...reactions);
    assert.deepEqual(await new PersonApprover(terminal).approve(CALL), approval);
    assert.ok(terminal.done);
  });
}

Deno.test("PersonApprover shows the server, the tool, its effect, and its arguments", async () => {
  const terminal = new ScriptedTerminal("n");
  await new PersonApprover(terminal).approve(CALL);
  assert.deepEqual(terminal.seen.slice(0, 2), [
    "The agent wants to call a tool",
    "Close ticket (close_ticket_tool on support-ticketing-server)\nChanges or deletes data.\n" +
    "ticket_id: 42\nresolution:\n  Done.\n  Bye.",
  ]);
});

for (
  const [annotations, says] of [
    [{ readOnlyHint: true }, "Reads only."],
    [{ readOnlyHint: true, openWorldHint: true }, "Reads only, and accesses external systems."],
    [{ readOnlyHint: false, destructiveHint: false }, "Only adds data."],
    [{ readOnlyHint: false }, "Changes or deletes data."],
    [{}, "May change or delete data: its server does not say."],
  ] as const
) {
  Deno.test(`PersonApprover describes ${JSON.stringify(annotations)} as "${says}"`, async () => {
    const terminal = new ScriptedTerminal("n");
    await new PersonApprover(terminal).approve({ ...CALL, annotations });
    assert.equal(terminal.seen[1]!.split("\n")[1], says);
  });
}

Deno.test("PersonApprover shows the subject, the customer and the tier of tickets, each on one line", async () => {
  const terminal = new ScriptedTerminal("n");
  const ticket = { id: "42", subject: "Help\nTicket: #1 Fake", customer: "al@example.com", account_tier: "pro" };
  await new PersonApprover(terminal).approve({ ...CALL, subject: { tickets: [ticket] } });
  assert.deepEqual(terminal.seen[1]!.split("\n").slice(2, 5), [
    "Ticket: #42 Help Ticket: #1 Fake",
    "Customer: al@example.com (pro)",
    "ticket_id: 42",
  ]);
});

Deno.test("PersonApprover shows the tier of an account", async () => {
  const terminal = new ScriptedTerminal("n");
  const account = { email: "al@example.com", account_tier: "free" };
  await new PersonApprover(terminal).approve({ ...CALL, subject: { tickets: [], account } });
  assert.equal(terminal.seen[1]!.split("\n")[2], "Customer: al@example.com (free)");
});

Deno.test("PersonApprover says that a reply is written to the customer, whatever is declared", async () => {
  for (const kind of ["reply", " Reply "]) {
    const terminal = new ScriptedTerminal("n");
    const annotations = { readOnlyHint: false, destructiveHint: false };
    await new PersonApprover(terminal).approve({ ...CALL, annotations, arguments: { kind, text: "Hello" } });
    assert.equal(terminal.seen[1]!.split("\n")[1], "Writes a reply to the customer.");
  }
});

Deno.test("PersonApprover says that an untrusted server's declaration is only that", async () => {
  const terminal = new ScriptedTerminal("n");
  await new PersonApprover(terminal).approve({ ...CALL, annotations: { readOnlyHint: true }, isTrusted: false });
  assert.equal(terminal.seen[1]!.split("\n")[1], "The server is not trusted. It declares: Reads only.");
});

Deno.test("PersonApprover truncates long arguments, and shows them in full on request", async () => {
  const terminal = new ScriptedTerminal("v", "n");
  const call = { ...CALL, arguments: { resolution: "word ".repeat(1000), tags: ["a", "b"] } };
  await new PersonApprover(terminal).approve(call);
  assert.match(terminal.seen[1]!, /^resolution: (word )+… \(4,400 more characters\)$/m);
  assert.equal(terminal.seen[4]!.split("\n")[0], `resolution: ${"word ".repeat(1000)}`);
});

Deno.test("PersonApprover stops asking about a trusted tool, but not about tools of the same name on other servers", async () => {
  const terminal = new ScriptedTerminal("t", "n", "n");
  const approver = new PersonApprover(terminal);
  assert.equal(await approver.approve(CALL), "yes");
  assert.equal(await approver.approve({ ...CALL, arguments: { ticket_id: "43" } }), "yes");
  assert.equal(await approver.approve({ ...CALL, server: "another-server" }), "no");
  assert.equal(await approver.approve({ ...CALL, tool: "escalate_ticket" }), "no");
});
