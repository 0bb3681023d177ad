import assert from "node:assert/strict";
import { call, complete } from "../call.ts";
import { connect, ERAS } from "../connect.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;
const TEAM = { "Ana Berg": {}, Ben: { away: true } };

for (const era of ERAS) {
  Deno.test(`the person that a host acts for is the author, the claimant and "me" (${era})`, async () => {
    await using connected = await connect({ era, user: "Ana Berg" });
    const { client, desk } = connected;
    const claim = await call(client, "claim_next_ticket");
    const { id, assignee } = claim.data.ticket;
    assert.equal(assignee, "Ana Berg");
    const { data } = await call(client, "add_comment", { ticket_id: id, body: "On it." });
    assert.equal(data.comment.author, "Ana Berg");
    const found = await call(client, "search_tickets", { query: "assignee:me" });
    assert.deepEqual(found.data.tickets.map((ticket: { id: string }) => ticket.id), [id]);
    const { items: [, event] } = await desk.tickets.listEvents(id);
    assert.deepEqual(event!.by, { kind: "host", name: "test-host", version: "1.2.3", on_behalf_of: "Ana Berg" });
  });
}

for (const name of ["none", "Unassigned", "NULL"]) {
  Deno.test(`a person who is called ${name} cannot be "me": the ticket would have an assignee that no query finds`, async () => {
    await using connected = await connect({ user: name });
    const { client, desk } = connected;
    const input = { ticket_id: "42", assignee: "me" };
    for (const outcome of [await call(client, "claim_next_ticket"), await call(client, "update_ticket", input)]) {
      assert.equal(outcome.isError, true, outcome.text);
      assert.match(outcome.text, /^You act as .*, but as an assignee this means no one\. /);
    }
    assert.equal((await desk.tickets.get("42")).assignee, null);
    const claimed = await call(client, "claim_next_ticket", { assignee: "Ana Berg" });
    assert.equal(claimed.data.ticket.assignee, "Ana Berg");
  });
}

Deno.test("an assignee gets the spelling of the team, and one who is away a remark", async () => {
  await using connected = await connect();
  await connected.desk.settings.change(() => ({ team: TEAM }), BY);
  const assign = (assignee: string) => call(connected.client, "update_ticket", { ticket_id: "42", assignee });
  const known = await assign("ana berg");
  assert.deepEqual([known.data.ticket.assignee, known.data.notice], ["Ana Berg", undefined]);
  const away = await assign("BEN");
  assert.deepEqual([away.data.ticket.assignee, away.data.notice], ["Ben", "Note: Ben is away."]);
  assert.match(away.text, /^Note: Ben is away\.\nUpdated /);
});

Deno.test("an assignee with characters that no one sees is the one that people read", async () => {
  await using connected = await connect({ user: "Ana Berg" });
  await connected.desk.settings.change(() => ({ team: TEAM }), BY);
  for (
    const [text, assignee] of [["\u200bana\nberg\u202c", "Ana Berg"], ["\u200bme", "Ana Berg"], ["none\ufeff", null]]
  ) {
    const { data } = await call(connected.client, "update_ticket", { ticket_id: "42", assignee: text });
    assert.deepEqual([data.ticket.assignee, data.notice], [assignee, undefined], JSON.stringify(text));
  }
});

Deno.test("an unknown assignee is set, with a remark that names the nearest member", async () => {
  await using connected = await connect();
  const assign = (assignee: string) => call(connected.client, "update_ticket", { ticket_id: "42", assignee });
  assert.equal(
    (await assign("Anna Berg")).data.notice,
    undefined,
    "without a team list there is nothing to compare with",
  );
  await connected.desk.settings.change(() => ({ team: TEAM }), BY);
  const { data, text } = await assign("Anna Burg");
  assert.equal(data.ticket.assignee, "Anna Burg");
  assert.match(data.notice, /^Note: the assignee is not in the desk's team list.* Did you mean Ana Berg\?$/);
  assert.ok(text.startsWith(`${data.notice}\n`));
  const created = await call(connected.client, "create_ticket", {
    subject: "Help",
    customer: "alice@example.com",
    assignee: "Zoe",
    status: "open",
  });
  assert.equal(created.data.ticket.assignee, "Zoe");
  assert.match(created.data.notice, /^Ignored: status\..* Note: the assignee is not in/);
  const claimed = await call(connected.client, "claim_next_ticket", { assignee: "me" });
  assert.equal(claimed.data.ticket.assignee, "test-host");
});

Deno.test("handoff_prompt completes the colleague from the team", async () => {
  await using connected = await connect();
  await connected.desk.settings.change(() => ({ team: TEAM }), BY);
  const ref = { type: "ref/prompt", name: "handoff_prompt" } as const;
  assert.deepEqual(await complete(connected.client, ref, "to", "an"), ["Ana Berg"]);
  assert.deepEqual(await complete(connected.client, ref, "to", ""), ["Ana Berg", "Ben"]);
});
