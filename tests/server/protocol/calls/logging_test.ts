import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";

/** Records the log messages that a client receives. */
function recordLog(messages: unknown[]) {
  return (client: Client) =>
    client.setNotificationHandler("notifications/message", ({ params }) => {
      messages.push([params.level, params.logger, params.data]);
    });
}

const CLOSED = ["info", "desk", "close_ticket_tool: ticket #42, result of 36 characters"];

Deno.test("runTool() logs each write for the host, and no read", async () => {
  const messages: unknown[] = [];
  await using connected = await connect({ prepare: recordLog(messages) });
  await call(connected.client, "get_ticket", { ticket_id: "42" });
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  assert.deepEqual(messages, [CLOSED]);
});

Deno.test("runTool() logs nothing below the level that logging/setLevel sets", async () => {
  const messages: unknown[] = [];
  await using connected = await connect({ prepare: recordLog(messages) });
  await connected.client.setLoggingLevel("warning");
  await call(connected.client, "update_ticket", { ticket_id: "42", priority: "high" });
  await connected.client.setLoggingLevel("debug");
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  assert.deepEqual(messages, [CLOSED]);
});

Deno.test("runTool() logs no words of people", async () => {
  const messages: unknown[] = [];
  await using connected = await connect({ prepare: recordLog(messages) });
  await call(connected.client, "update_ticket", { ticket_id: "42", assignee: "secret" });
  await call(connected.client, "add_comment", { ticket_id: "42", body: "secret" });
  await call(connected.client, "create_ticket", { subject: "secret", customer: "secret@example.com" });
  assert.equal(messages.length, 3);
  assert.match(JSON.stringify(messages), /update_ticket: ticket #42, .*create_ticket: ticket #44, /);
  assert.doesNotMatch(JSON.stringify(messages), /secret/);
});
