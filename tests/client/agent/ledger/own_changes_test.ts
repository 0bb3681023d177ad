import assert from "node:assert/strict";
import { OwnChanges } from "../../../../client/agent/ledger/own_changes.ts";

const item = (revision?: number) => ({ state: "", revision });

Deno.test("OwnChanges includes a ticket up to the revision that the call returned", () => {
  const changes = record("add_comment", { ticket_id: "1", revision: 9 }, { ticket_id: "1", revision: 3 });
  assert.deepEqual([2, 3, 4].map((revision) => changes.include("1", item(revision), false)), [true, true, false]);
  assert.equal(changes.include("2", item(1), false), false);
});

Deno.test("OwnChanges includes every change of a ticket if the revision after its call is not known", () => {
  const changes = record("close_ticket_tool", { ticket_id: 1, revision: 2 }, { success: true });
  assert.equal(changes.include("1", item(5), false), true);
});

Deno.test("OwnChanges includes the tickets of a batch, and both tickets of a merge", () => {
  const batch = record("update_tickets", { ticket_ids: ["1", "2"] }, { tickets: [{ id: "1", revision: 2 }] });
  assert.deepEqual(["1", "2", "3"].map((id) => batch.include(id, item(2), false)), [true, true, false]);
  const merge = record("merge_tickets", { ticket_id: "1", into_ticket_id: "2" }, { ticket: { id: "1", revision: 2 } });
  assert.deepEqual(["1", "2"].map((id) => merge.include(id, item(2), false)), [true, true]);
});

Deno.test("OwnChanges includes a created ticket, and no other", () => {
  const changes = record("create_ticket", { subject: "Hello" }, { ticket: { id: "7", revision: 1 } });
  assert.equal(changes.include("7", item(1), true), true);
  assert.equal(changes.include("1", item(2), false), false);
});

Deno.test("OwnChanges includes changed tickets, but no new ones, after a call that names none", () => {
  const changes = record("update_account", { email: "zoe@example.com" }, {});
  assert.deepEqual([changes.include("1", item(2), false), changes.include("1", item(1), true)], [true, false]);
});

Deno.test("OwnChanges includes nothing that was read, refused, or failed for certain", () => {
  for (
    const changes of [
      record("get_ticket", { ticket_id: "1" }, {}, { readOnlyHint: true }),
      record("close_ticket_tool", { ticket_id: "1" }, {}, {}, "refused"),
      record("close_ticket_tool", { ticket_id: "1" }, {}, {}, "failed"),
    ]
  ) {
    assert.deepEqual([changes.hasAny, changes.include("1", item(), false)], [false, false]);
  }
});

Deno.test("OwnChanges includes a call that failed but may have taken effect", () => {
  const changes = new OwnChanges();
  const call = toCall("close_ticket_tool", { ticket_id: "1" }, {});
  changes.record({ call, outcome: "failed", text: "", isUncertain: true });
  assert.equal(changes.include("1", item(2), false), true);
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
