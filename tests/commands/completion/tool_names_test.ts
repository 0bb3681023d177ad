import assert from "node:assert/strict";
import { completeToolNames } from "../../../commands/completion/tool_names.ts";

Deno.test("completeToolNames() completes the last name of the list", () => {
  assert.deepEqual(completeToolNames("close_"), ["close_ticket_tool"]);
  assert.deepEqual(completeToolNames("get_ticket,close_"), ["get_ticket,close_ticket_tool"]);
  assert.deepEqual(completeToolNames("nothing_like_it"), []);
});

Deno.test("completeToolNames() proposes the tools of both servers", () => {
  const names = completeToolNames("");
  assert.ok(names.includes("escalate_ticket") && names.includes("update_account"));
});
