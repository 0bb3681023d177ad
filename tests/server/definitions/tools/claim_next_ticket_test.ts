import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, openDemoDesk } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

Deno.test("claim_next_ticket gives each ticket to one caller, and then none", async () => {
  await using connected = await connect();
  const claims = await Promise.all([1, 2, 3].map(() => call(connected.client, "claim_next_ticket")));
  const ids = claims.map(({ data }) => data.ticket?.id ?? null);
  assert.deepEqual(ids.toSorted(), ["42", "43", null]);
  assert.ok(claims.some(({ text }) => text === "No open ticket is waiting for an assignee."));
  assert.equal((await connected.desk.tickets.get("42")).assignee, "test-host");
});

Deno.test("claim_next_ticket takes the most urgent ticket for a named assignee and a number of minutes", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "43", priority: "urgent" });
  const before = Date.now();
  const { data, text } = await call(connected.client, "claim_next_ticket", { assignee: "dana", minutes: 90 });
  assert.deepEqual([data.ticket.id, data.ticket.assignee], ["43", "dana"]);
  const minutes = (Date.parse(data.claimed_until) - before) / 60_000;
  assert.ok(minutes > 89 && minutes < 91, String(minutes));
  assert.ok(text.startsWith(`Claimed until ${data.claimed_until}: #43 [open, urgent, free]`), text);
  assert.match(shortenMarks(text), /assigned to <team>dana<\/team>/);
});

Deno.test("claim_next_ticket takes the ticket that is due first, which need not be the most urgent one", async () => {
  let now = Date.parse("2026-02-01T09:00:00.000Z");
  const desk = await openDemoDesk(() => now);
  await using connected = await connect({ desk });
  const create = async (customer: string, priority: string) => {
    const { data } = await call(connected.client, "create_ticket", { subject: "x", customer, priority });
    return data.ticket.id;
  };
  const [free, pro] = [await create("bob@example.com", "high"), await create("alice@example.com", "high")];
  now += 23 * 3_600_000;
  const urgent = await create("bob@example.com", "urgent");
  const claimed = [];
  for (let count = 0; count < 5; count++) {
    claimed.push((await call(connected.client, "claim_next_ticket", { minutes: 1440 })).data.ticket.id);
  }
  assert.deepEqual(claimed, ["42", "43", pro, free, urgent]);
  await desk.close();
});

Deno.test("claim_next_ticket rejects a claim of more than a day", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "claim_next_ticket", { minutes: 1441 });
  assert.ok(isError);
  assert.match(text, /minutes/);
});

Deno.test("claim_next_ticket rejects the assignee none, and claims nothing", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "claim_next_ticket", { assignee: "None" });
  assert.deepEqual(
    [isError, text],
    [true, "assignee is none, but a claim needs a person. Omit it to claim for yourself."],
  );
  assert.equal((await connected.desk.tickets.get("42")).assignee, null);
});

Deno.test("claim_next_ticket names the caller as the team does, and says who is away", async () => {
  const by = { by: { kind: "system", name: "test", version: null } } as const;
  await using connected = await connect({ user: "ana" });
  await connected.desk.settings.change(() => ({ team: { Ana: { away: true } } }), by);
  for (const input of [{}, { assignee: "me" }]) {
    const { data, text } = await call(connected.client, "claim_next_ticket", input);
    assert.equal(data.ticket.assignee, "Ana");
    assert.match(shortenMarks(text), /Note: .*Ana.* is away\./);
  }
});
