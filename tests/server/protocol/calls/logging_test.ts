import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";

/** Collects the log messages that a client gets. */
function logged(messages: unknown[]) {
  return (client: Client) =>
    client.setNotificationHandler("notifications/message", ({ params }) => {
      messages.push([params.level, params.logger, params.data]);
    });
}

const CLOSED = ["info", "desk", 'close_ticket_tool: {"success": true, "ticket_id": "42"}'];

Deno.test("a host is told of each write as a log message, and of no read", async () => {
  const messages: unknown[] = [];
  await using connected = await connect({ prepare: logged(messages) });
  await call(connected.client, "get_ticket", { ticket_id: "42" });
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  assert.deepEqual(messages, [CLOSED]);
});

Deno.test("logging/setLevel keeps log messages below the level away", async () => {
  const messages: unknown[] = [];
  await using connected = await connect({ prepare: logged(messages) });
  await connected.client.setLoggingLevel("warning");
  await call(connected.client, "update_ticket", { ticket_id: "42", priority: "high" });
  await connected.client.setLoggingLevel("debug");
  await call(connected.client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
  assert.deepEqual(messages, [CLOSED]);
});
