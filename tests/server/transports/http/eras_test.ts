/** Current hosts over HTTP in both eras. They get the same as over stdio. */

import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { call, readText } from "../../call.ts";
import { ERAS } from "../../connect.ts";
import { until } from "../../../until.ts";
import { connectHost, startServer } from "./start_server.ts";

const by = { kind: "host", name: "test", version: null } as const;
const ASKING = { capabilities: { elicitation: {}, sampling: {} } };

for (const era of ERAS) {
  Deno.test(`a host reads, searches, completes and closes over HTTP (${era})`, async () => {
    await using served = await startServer();
    await using connected = await connectHost(served.url, { era });
    const { client } = connected;
    assert.equal(client.getNegotiatedProtocolVersion(), era);
    assert.equal(client.getServerVersion()?.name, "support-ticketing-server");
    assert.match((await call(client, "get_ticket", { ticket_id: "42" })).text, /^#42/);
    assert.match(await readText(client, "ticket://43"), /Invoice PDF/);
    const { completion } = await client.complete({
      ref: { type: "ref/resource", uri: "ticket://{ticket_id}" },
      argument: { name: "ticket_id", value: "4" },
    });
    assert.deepEqual(completion.values, ["43", "42"]);
    const { messages } = await client.getPrompt({ name: "resolution_prompt", arguments: { ticket_id: "42" } });
    assert.match(JSON.stringify(messages), /account tier: pro/);
    const closed = await call(client, "close_ticket_tool", { ticket_id: "42", resolution: "Reset." });
    assert.equal(closed.text, '{"success": true, "ticket_id": "42"}');
    assert.equal((await served.desk.tickets.get("42")).status, "closed");
  });

  Deno.test(`escalate_ticket asks person and model over HTTP (${era})`, async () => {
    const asked: string[] = [];
    await using served = await startServer();
    await using connected = await connectHost(served.url, {
      era,
      ...ASKING,
      prepare(client) {
        client.setRequestHandler("elicitation/create", ({ params }) => {
          asked.push(params.message);
          return { action: "accept", content: { priority: "high" } };
        });
        client.setRequestHandler("sampling/createMessage", () => {
          asked.push("sampling");
          return { role: "assistant", content: { type: "text", text: "A note." }, model: "test" };
        });
      },
    });
    const { data } = await call(connected.client, "escalate_ticket", { ticket_id: "43", reason: "Tried for a week." });
    assert.deepEqual(data, {
      success: true,
      ticket_id: "43",
      priority: "high",
      escalation_note: "A note.",
      outside_text: ["escalation_note"],
    });
    assert.deepEqual(asked, [
      "Ticket #43 needs escalation. What priority should it be set to? (low / medium / high)",
      "sampling",
    ]);
  });

  Deno.test(`a host hears of changes of what it follows, and of nothing else (${era})`, async () => {
    const heard: string[] = [];
    await using served = await startServer();
    await using connected = await connectHost(served.url, {
      era,
      prepare: (client) =>
        client.setNotificationHandler("notifications/resources/updated", ({ params }) => void heard.push(params.uri)),
    });
    const { client } = connected;
    if (era === "2026-07-28") await client.listen({ resourceSubscriptions: ["ticket://43"] });
    else await client.subscribeResource({ uri: "ticket://43" });
    await until(
      () => served.exchanges.some(({ method, rpc }) => method === "GET" || rpc === "subscriptions/listen"),
      "a stream",
    );
    await served.desk.tickets.update("42", { priority: "high" }, { by });
    await served.desk.tickets.update("43", { priority: "urgent" }, { by });
    await until(() => heard.includes("ticket://43"), "the update");
    assert.deepEqual([...new Set(heard)], ["ticket://43"]);
  });

  Deno.test(`files travel in calls over HTTP, and the client's roots do not count (${era})`, async () => {
    let rootsWereAsked = false;
    await using served = await startServer();
    await using connected = await connectHost(served.url, {
      era,
      capabilities: { roots: {} },
      prepare: (client) =>
        client.setRequestHandler("roots/list", () => {
          rootsWereAsked = true;
          return { roots: [{ uri: "file:///etc" }] };
        }),
    });
    const { client } = connected;
    const names = (await client.listTools()).tools.map(({ name }) => name);
    assert.ok(names.includes("get_ticket"));
    assert.ok(names.includes("attach_file") && names.includes("export_ticket"));
    const refused = await call(client, "attach_file", { ticket_id: "42", path: "/etc/hostname" });
    assert.match(refused.text, /^path cannot be read: neither the host nor the server shares a folder\./);
    assert.deepEqual((await served.desk.tickets.get("42")).attachments, []);
    const attached = await call(client, "attach_file", { ticket_id: "42", text: "hello", name: "a.txt" });
    assert.match(attached.text, /^Attached to ticket #42, now at revision \d+: <[^>]+>a\.txt \(text\/plain, 5 bytes\)/);
    assert.match((await call(client, "get_attachment", { ticket_id: "42", name: "a.txt" })).text, />hello</);
    const exported = await call(client, "export_ticket", { ticket_id: "42", path: "/tmp/ticket-42.md" });
    assert.deepEqual([exported.data.path, exported.data.document.startsWith("> This document")], [null, true]);
    assert.equal(rootsWereAsked, false);
  });

  Deno.test(`the customers' server requests approval over HTTP (${era})`, async () => {
    await using served = await startServer({ definition: customersServer });
    await using connected = await connectHost(served.url, {
      era,
      capabilities: { elicitation: {} },
      prepare: (client) =>
        client.setRequestHandler("elicitation/create", () => ({ action: "accept", content: { decision: "yes" } })),
    });
    assert.equal(connected.client.getServerVersion()?.name, "customer-database-server");
    await call(connected.client, "update_account", { email: "bob@example.com", account_tier: "enterprise" });
    assert.equal((await served.desk.customers.get("bob@example.com")).account_tier, "enterprise");
  });

  Deno.test(`many hosts work on one desk at once (${era})`, async () => {
    await using served = await startServer();
    await using hosts = new AsyncDisposableStack();
    const clients = await Promise.all(
      Array.from({ length: 8 }, async () => hosts.use(await connectHost(served.url, { era })).client),
    );
    const created = await Promise.all(
      clients.flatMap((client, number) =>
        [1, 2, 3].map((nth) =>
          call(client, "create_ticket", { subject: `Problem ${number}.${nth}`, customer: "alice@example.com" })
        )
      ),
    );
    assert.equal(new Set(created.map(({ data }) => data.ticket.id)).size, 24);
  });
}

for (const sameKey of [true, false]) {
  Deno.test(`a question that one server asked is answered through another ${sameKey ? "with" : "only with"} the same key`, async () => {
    const keys = ["0123456789abcdef0123456789abcdef", sameKey ? "0123456789abcdef0123456789abcdef" : "f".repeat(32)];
    await using one = await startServer({ server: { stateKey: keys[0]! } });
    await using other = await startServer({ server: { stateKey: keys[1]! }, desk: one.desk });
    let to = one;
    await using connected = await connectHost(one.url, {
      era: "2026-07-28",
      ...ASKING,
      fetch: (_, init) => fetch(to.url, init),
      prepare(client) {
        client.setRequestHandler("elicitation/create", () => {
          to = other;
          return { action: "accept", content: { priority: "high" } };
        });
        client.setRequestHandler(
          "sampling/createMessage",
          () => ({ role: "assistant", content: { type: "text", text: "A note." }, model: "test" }),
        );
      },
    });
    const escalated = call(connected.client, "escalate_ticket", { ticket_id: "43", reason: "Tried for a week." });
    if (sameKey) assert.equal((await escalated).data.priority, "high");
    else await assert.rejects(escalated, /[Rr]equest ?[Ss]tate/);
    assert.ok(other.exchanges.some(({ target }) => target === "escalate_ticket"));
    assert.equal((await one.desk.tickets.get("43")).escalation === null, !sameKey);
  });
}
