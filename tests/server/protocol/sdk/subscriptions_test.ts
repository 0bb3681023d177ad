import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";
import { customersServer } from "../../../../server/mod.ts";
import { fillWithDemo, openDesk } from "../../../../store/mod.ts";
import { until } from "../../../until.ts";
import { connect, openDemoDesk } from "../../connect.ts";

const by = { kind: "host", name: "test", version: null } as const;

/** Collects the URIs reported to a client, and waits for them. */
function updates() {
  const uris: string[] = [];
  return {
    uris,
    heard: (uri: string) => void uris.push(uri),
    async including(expected: string[]) {
      await until(
        () => expected.every((uri) => uris.includes(uri)),
        `${expected.join(", ")} are reported to the client`,
      );
    },
  };
}

Deno.test("resources/subscribe tells of changes of that resource alone", async () => {
  const told = updates();
  await using connected = await connect({
    prepare: (client) =>
      client.setNotificationHandler("notifications/resources/updated", ({ params }) => told.heard(params.uri)),
  });
  await connected.client.subscribeResource({ uri: "ticket://42" });
  await connected.desk.tickets.update("43", { priority: "high" }, { by });
  await connected.desk.tickets.update("42", { priority: "high" }, { by });
  await told.including(["ticket://42"]);
  assert.deepEqual([...new Set(told.uris)], ["ticket://42"]);

  await connected.client.unsubscribeResource({ uri: "ticket://42" });
  await connected.client.subscribeResource({ uri: "ticket://list" });
  told.uris.length = 0;
  await connected.desk.tickets.update("42", { priority: "low" }, { by });
  await told.including(["ticket://list"]);
  assert.deepEqual([...new Set(told.uris)], ["ticket://list"]);
});

Deno.test("resources/subscribe refuses a URI that no resource has", async () => {
  await using connected = await connect();
  await assert.rejects(connected.client.subscribeResource({ uri: "mail://1" }), /No resource has the URI mail:\/\/1/);
});

Deno.test("resources/subscribe refuses a view that does not exist, and names the nearest", async () => {
  const told = updates();
  await using connected = await connect({
    prepare: (client) =>
      client.setNotificationHandler("notifications/resources/updated", ({ params }) => told.heard(params.uri)),
  });
  const { client, desk } = connected;
  const subscribe = (uri: string) => client.subscribeResource({ uri });
  const uri = "ticket://view/overdu";
  await assert.rejects(subscribe(uri), {
    message: /There is no view "overdu" \(did you mean "overdue"\?\)/,
    data: { uri },
  });
  await assert.rejects(subscribe("ticket://view/Overdue"), /"overdue"\. Subscribe to ticket:\/\/view\/overdue\./);
  await assert.rejects(subscribe("ticket://view/%ff"), /ticket:\/\/view\/%ff/);
  await desk.settings.change((document) => ({ ...document, views: { "VIP cards": { query: "tag:vip" } } }), { by });
  await subscribe("ticket://view/VIP%20cards");
  await subscribe("ticket://view/overdue");
  await desk.tickets.update("42", { priority: "high" }, { by });
  await told.including(["ticket://view/VIP%20cards", "ticket://view/overdue"]);
  assert.equal(new Set(told.uris).size, 2);
});

Deno.test("subscriptions hear of changes that another process makes", async () => {
  const folder = await Deno.makeTempDir();
  const here = await openDesk(`${folder}/desk.db`);
  const there = await openDesk(`${folder}/desk.db`);
  try {
    await fillWithDemo(here);
    const told = updates();
    await using connected = await connect({
      desk: here,
      prepare: (client) =>
        client.setNotificationHandler("notifications/resources/updated", ({ params }) => told.heard(params.uri)),
    });
    await connected.client.subscribeResource({ uri: "ticket://42" });
    await there.tickets.close("42", "Done elsewhere.", { by });
    await told.including(["ticket://42"]);
  } finally {
    await Promise.all([here.close(), there.close()]);
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("subscriptions/listen of 2026-07-28 tells of what was asked for", async () => {
  const told = updates();
  const desk = await openDemoDesk();
  try {
    await using connected = await connect({
      era: "2026-07-28",
      desk,
      prepare: (client) =>
        client.setNotificationHandler("notifications/resources/updated", ({ params }) => told.heard(params.uri)),
    });
    const listening = await connected.client.listen({ resourceSubscriptions: ["ticket://43", "ticket://list"] });
    await desk.tickets.update("43", { priority: "urgent" }, { by });
    await told.including(["ticket://43", "ticket://list"]);
    assert.ok(!told.uris.includes("ticket://43/history"));
    await listening.close();
  } finally {
    await desk.close();
  }
});

Deno.test("the customers server tells of accounts, and a new tier of their tickets too", async () => {
  const told = updates();
  const desk = await openDemoDesk();
  const prepare = (client: Client) =>
    client.setNotificationHandler("notifications/resources/updated", ({ params }) => told.heard(params.uri));
  try {
    await using customers = await connect({ definition: customersServer, desk, prepare });
    await using tickets = await connect({ desk, prepare });
    await customers.client.subscribeResource({ uri: "customer://bob@example.com" });
    await tickets.client.subscribeResource({ uri: "ticket://43" });
    await desk.customers.update("bob@example.com", { account_tier: "pro" }, { by });
    await told.including(["customer://bob@example.com", "ticket://43"]);
  } finally {
    await desk.close();
  }
});
