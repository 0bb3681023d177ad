import assert from "node:assert/strict";
import { OwnChanges } from "../../../../client/agent/ledger/own_changes.ts";

const item = (revision?: number) => ({ state: "", revision });

Deno.test("OwnChanges includes a ticket up to the revision that the call returned", () => {
  const changes = record("add_comment", { ticket_id: "1", revision: 9 }, { ticket_id: "1", revision: 3 });
  assert.deepEqual([2, 3, 4].map((revision) => changes.include("1", item(revision), item(1))), [true, true, false]);
  assert.equal(changes.include("2", item(1), item(1)), false);
});

Deno.test("OwnChanges includes every change of a ticket if the revision after its call is not known", () => {
  const changes = record("fix_ticket", { ticket_id: 1, revision: 2 }, { success: true });
  assert.equal(changes.include("1", item(5), item(1)), true);
});

Deno.test("OwnChanges includes one revision for each call of the article's tools, which return none", () => {
  for (const tool of ["close_ticket_tool", "escalate_ticket"]) {
    const changes = record(tool, { ticket_id: "1" }, { success: true, ticket_id: "1" });
    assert.deepEqual([4, 5, 6].map((revision) => changes.include("1", item(revision), item(4))), [true, true, false]);
    assert.equal(changes.include("1", item(), item()), true, "a server that counts no revisions");
    assert.equal(changes.include("1", item(9), undefined), true, "the earlier revision is not known");
  }
});

Deno.test("OwnChanges adds the calls that return no revision to the last one that was returned", () => {
  const changes = record("add_comment", { ticket_id: "1" }, { ticket_id: "1", revision: 7 });
  changes.record({ call: toCall("escalate_ticket", { ticket_id: "1" }, {}), outcome: "done", text: "" });
  assert.deepEqual([8, 9].map((revision) => changes.include("1", item(revision), item(1))), [true, false]);
});

Deno.test("OwnChanges includes the tickets of a batch, and both tickets of a merge", () => {
  const batch = record("update_tickets", { ticket_ids: ["1", "2"] }, { tickets: [{ id: "1", revision: 2 }] });
  assert.deepEqual(["1", "2", "3"].map((id) => batch.include(id, item(2), item(1))), [true, true, false]);
  const merge = record("merge_tickets", { ticket_id: "1", into_ticket_id: "2" }, { ticket: { id: "1", revision: 2 } });
  assert.deepEqual(["1", "2"].map((id) => merge.include(id, item(2), item(1))), [true, true]);
});

Deno.test("OwnChanges includes a created ticket, and no other", () => {
  const changes = record("create_ticket", { subject: "Hello" }, { ticket: { id: "7", revision: 1 } });
  assert.equal(changes.include("7", item(1), undefined), true);
  assert.equal(changes.include("1", item(2), item(1)), false);
});

Deno.test("OwnChanges includes changed tickets, but no new ones, after a call that names none", () => {
  const changes = record("update_account", { email: "zoe@example.com" }, {});
  assert.deepEqual([changes.include("1", item(2), item(1)), changes.include("1", item(1), undefined)], [true, false]);
});

Deno.test("OwnChanges includes nothing that was read, refused, or failed for certain", () => {
  for (
    const changes of [
      record("get_ticket", { ticket_id: "1" }, {}, { readOnlyHint: true }),
      record("close_ticket_tool", { ticket_id: "1" }, {}, {}, "refused"),
      record("close_ticket_tool", { ticket_id: "1" }, {}, {}, "failed"),
    ]
  ) {
    assert.deepEqual([changes.hasAny, changes.include("1", item(), item(1))], [false, false]);
  }
});

Deno.test("OwnChanges includes a call that failed but may have taken effect", () => {
  const changes = new OwnChanges();
  const call = toCall("close_ticket_tool", { ticket_id: "1" }, {});
  changes.record({ call, outcome: "failed", text: "", isUncertain: true });
  assert.equal(changes.include("1", item(2), item(1)), true);
});

function record(
  tool: string,
  args: Record<string, unknown>,
  structuredContent: Record<string, unknown>,
  annotations = {},
  outcome: "done" | "failed" | "refused" = "done",
): OwnChanges {
  const changes = new OwnChanges();
  changes.record({
    call: toCall(tool, args, annotations),
    outcome,
    text: "",
    result: { content: [], structuredContent },
  });
  return changes;
}

function toCall(tool: string, args: Record<string, unknown>, annotations: { readOnlyHint?: boolean }) {
  return { server: "desk", tool, title: tool, annotations, isTrusted: true, arguments: args };
}
