import assert from "node:assert/strict";
import { completeToolNames } from "../../../../commands/command_line/completion/tool_names.ts";

Deno.test("completeToolNames() completes the last name of the list", async () => {
  assert.deepEqual(await completeToolNames("close_"), ["close_ticket_tool"]);
  assert.deepEqual(await completeToolNames("get_ticket,close_"), ["get_ticket,close_ticket_tool"]);
  assert.deepEqual(await completeToolNames("nothing_like_it"), []);
});

Deno.test("completeToolNames() proposes the tools of both servers", async () => {
  const names = await completeToolNames("");
  assert.ok(names.includes("escalate_ticket") && names.includes("update_account"));
});
