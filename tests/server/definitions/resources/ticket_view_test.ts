import assert from "node:assert/strict";
import { until } from "../../../until.ts";
import { assertInvalidParams, call, complete, readText } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

for (const era of ERAS) {
  Deno.test(`ticket://view/{name} has the rows of a view, in its order (${era})`, async () => {
    await using connected = await connect({ era });
    await connected.desk.tickets.update("43", { priority: "urgent" }, BY);
    await connected.desk.tickets.update("42", { priority: "low" }, BY);
    const { query, tickets, cursor, outside_text } = JSON.parse(
      await readText(connected.client, "ticket://view/Unassigned"),
    );
    assert.deepEqual([query, cursor], ['view:"unassigned"', null]);
    assert.deepEqual(tickets.map(({ id }: { id: string }) => id), ["43", "42"]);
    assert.equal(typeof tickets[0].due_at, "string");
    assert.ok(outside_text.includes("tickets[].subject"));
    const found = await call(connected.client, "search_tickets", { query });
    assert.deepEqual(found.data.tickets, tickets);
  });
}

for (const era of ERAS) {
  Deno.test(`ticket://view/mine has the tickets of the person that the server is started for (${era})`, async () => {
    await using connected = await connect({ era, user: "Dana Roe" });
    await connected.desk.tickets.update("42", { assignee: "Dana Roe" }, BY);
    await connected.desk.tickets.update("43", { assignee: "Kim" }, BY);
    for (const uri of ["ticket://view/mine", "ticket://view/%6dine"]) { // the second in a form that the SDK answers
      const { tickets } = JSON.parse(await readText(connected.client, uri));
      assert.deepEqual(tickets.map(({ id }: { id: string }) => id), ["42"], uri);
    }
  });
}

Deno.test("ticket://view/{name} has the views of the settings, and completes all names", async () => {
  await using connected = await connect();
  await connected.desk.settings.change(() => ({ views: { "VIP work": { query: "tag:vip" } } }), BY);
  await connected.desk.tickets.update("42", { add_tags: ["vip"] }, BY);
  const { tickets } = JSON.parse(await readText(connected.client, "ticket://view/VIP%20work"));
  assert.deepEqual(tickets.map(({ id }: { id: string }) => id), ["42"]);
  const ref = { type: "ref/resource", uri: "ticket://view/{name}" } as const;
  assert.deepEqual(await complete(connected.client, ref, "name", "v"), ["VIP work"]);
  assert.deepEqual(await complete(connected.client, ref, "name", ""), [
    "mine",
    "unassigned",
    "overdue",
    "waiting",
    "recently-closed",
    "VIP work",
  ]);
});

Deno.test("ticket://view/{name} explains an unknown view, and one about a caller whose name is not known", async () => {
  await using connected = await connect();
  const read = (name: string) => readText(connected.client, `ticket://view/${name}`);
  await assertInvalidParams(read("overdu"), /There is no view "overdu" \(did you mean "overdue"\?\)\. Views: mine, /);
  await assertInvalidParams(
    read("mine"),
    /This view is about "me", and the server does not know who you are\. Start it with --user NAME/,
  );
});

Deno.test("a subscription to a view hears of changes of tickets, and of the views themselves", async () => {
  const uris: string[] = [];
  await using connected = await connect({
    prepare: (client) =>
      client.setNotificationHandler("notifications/resources/updated", ({ params }) => void uris.push(params.uri)),
  });
  const hear = async (uri: string) => {
    await until(() => uris.includes(uri), `${uri} is reported`);
    assert.deepEqual([...new Set(uris)], [uri]);
    uris.length = 0;
  };
  await connected.client.subscribeResource({ uri: "ticket://view/overdue" });
  await connected.desk.tickets.update("42", { priority: "urgent" }, BY);
  await hear("ticket://view/overdue");
  await connected.client.unsubscribeResource({ uri: "ticket://view/overdue" });
  await connected.desk.settings.change(() => ({ views: { "VIP work": { query: "tag:card" } } }), BY);
  await connected.client.subscribeResource({ uri: "ticket://view/VIP%20work" });
  await connected.desk.settings.change(() => ({ views: { "VIP work": { query: "tag:vip" } } }), BY);
  await hear("ticket://view/VIP%20work");
  await connected.desk.tickets.update("42", { add_tags: ["vip"] }, BY);
  await hear("ticket://view/VIP%20work");
});
