/** Webhooks of the real program: a server on stdio sends, and the next one continues where it ended. */

import assert from "node:assert/strict";
import { SECRET, startReceiver } from "../../server/webhooks/receiver.ts";
import { until } from "../../until.ts";
import { startHttpProgram } from "../http/http_hosts.ts";
import { runProgram, startProgram } from "../program.ts";
import { formatToolCall, HANDSHAKE, waitForResponse } from "../protocol_lines.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const CREATE = { subject: "Card blocked", customer: "ada@example.com" };

Deno.test("servers send what webhooks name, over stdio and HTTP, and nothing is lost between them", async () => {
  await using folder = await TemporaryFolder.create();
  await using receiver = startReceiver();
  const db = ["--db", folder.file("desk.db")];
  const crm = { url: receiver.url, secrets: SECRET, events: ["created", "closed"], private_addresses: true };
  const set = await runProgram(["settings", "set", "webhooks/crm", JSON.stringify(crm), ...db]);
  assert.deepEqual([set.code, set.stdout.split("\n")[0]], [0, "The settings are now at revision 1."], set.stderr);
  {
    await using stdio = startProgram(["serve", ...db]);
    await stdio.write(HANDSHAKE + formatToolCall(1, "create_ticket", CREATE));
    await waitForResponse(1, stdio);
    await receiver.waitFor(1);
    await stdio.write(formatToolCall(2, "close_ticket_tool", { ticket_id: "1", resolution: "Unblocked." }));
    await waitForResponse(2, stdio);
    await stdio.closeInput(); // perhaps before the message is sent
    assert.equal((await stdio.waitForExit()).code, 0);
  }
  await using _http = await startHttpProgram(db);
  const types = () => new Map(receiver.received.map(({ id, message }) => [id, message.type])); // one may come twice
  await until(() => types().size === 2, "both messages arrived");
  assert.deepEqual([...types().values()], ["ticket.created", "ticket.closed"]);
  const states = await runProgram(["webhooks", "--json", ...db]);
  assert.deepEqual(JSON.parse(states.stdout)[0].failed, 0);
  assert.equal((await runProgram(["webhooks", "retry", ...db])).stdout, "No message has failed.\n");
  const unknown = await runProgram(["webhooks", "retry", "shop", ...db]);
  assert.deepEqual(
    [unknown.code, unknown.stderr],
    [1, 'support-mcp: Webhook "shop" not found. The settings have crm.\n'],
  );
  const shown = await runProgram(["settings", "show", ...db]);
  assert.doesNotMatch(shown.stdout + states.stdout, /whsec_/);
});
