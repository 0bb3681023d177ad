import assert from "node:assert/strict";
import type { Client, ElicitResult } from "@modelcontextprotocol/client";
import { customersServer } from "../../../../server/mod.ts";
import type { Desk, RequestOutcome } from "../../../../store/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS, openDemoDesk } from "../../connect.ts";

const CAPABILITIES = { client: { capabilities: { elicitation: {} } } };
const MERGE = { ticket_id: "43", into_ticket_id: "42" };
const TIER = { email: "bob@example.com", account_tier: "enterprise" };
const YES: ElicitResult = { action: "accept", content: { decision: "yes" } };

type Answer = (message: string) => ElicitResult | Promise<ElicitResult>;

const person = (answer: Answer) => (client: Client) =>
  client.setRequestHandler("elicitation/create", ({ params }) => answer(params.message));

for (const era of ERAS) {
  Deno.test(`merge_tickets shows both tickets and merges after a yes (${era})`, async () => {
    const asked: string[] = [];
    const prepare = person((message) => {
      asked.push(message);
      return YES;
    });
    await using connected = await connect({ era, prepare, ...CAPABILITIES });
    const { isError, data } = await call(connected.client, "merge_tickets", MERGE);
    assert.equal(isError, false);
    assert.equal(data.ticket.status, "closed");
    assert.deepEqual(asked, [
      'Close ticket #43 "Invoice PDF not loading" (bob@example.com, open, revision 1) as a duplicate of ticket ' +
      '#42 "Cannot log in after password change" (alice@example.com, open, revision 1)?',
    ]);
    const { items } = await connected.desk.tickets.listEvents("43");
    assert.deepEqual(items.at(-1)!.answers, [{ asked: "person", question: asked[0], outcome: "accepted" }]);
  });

  const REFUSALS: [string, ElicitResult, RegExp, RequestOutcome][] = [
    ["a no", { action: "accept", content: { decision: "no" } }, /declined it/, "declined"],
    ["a decline", { action: "decline" }, /declined it/, "declined"],
    ["a cancel", { action: "cancel" }, /cancelled the request/, "cancelled"],
    ["an empty form", { action: "accept", content: {} }, /declined it/, "declined"],
  ];
  for (const [what, answer, text, outcome] of REFUSALS) {
    Deno.test(`merge_tickets changes nothing after ${what}, and the history says so (${era})`, async () => {
      await using connected = await connect({ era, prepare: person(() => answer), ...CAPABILITIES });
      const result = await call(connected.client, "merge_tickets", MERGE);
      assert.ok(result.isError);
      assert.match(result.text, text);
      assert.match(result.text, /Nothing was changed/);
      await assertUntouched(connected.desk);
      await assertRefusal(connected.desk, outcome);
    });
  }

  Deno.test(`merge_tickets is refused where the host can't ask (${era})`, async () => {
    await using connected = await connect({ era });
    const { isError, text } = await call(connected.client, "merge_tickets", MERGE);
    assert.ok(isError);
    assert.match(text, /cannot ask a person.*--unattended/);
    await assertUntouched(connected.desk);
    await assertRefusal(connected.desk, "not_possible");
    const history = await call(connected.client, "get_history", { ticket_id: "43", limit: 1 });
    assert.notEqual(history.data.cursor, null);
    const rest = await call(connected.client, "get_history", { ticket_id: "43", cursor: history.data.cursor });
    assert.deepEqual([rest.data.events.length, rest.data.events[0].what], [1, "not_approved"]);
    assert.match(rest.text, /requested by .*, not approved: asked a person .*Close ticket #43.*: not possible$/);
  });

  Deno.test(`update_account changes nothing without a yes, and the history says so (${era})`, async () => {
    await using connected = await connect({ era, definition: customersServer });
    const before = await connected.desk.customers.get(TIER.email);
    const { isError, text } = await call(connected.client, "update_account", { ...TIER, name: "Robert" });
    assert.ok(isError);
    assert.match(text, /cannot ask a person.*Nothing was changed/);
    assert.deepEqual(await connected.desk.customers.get(TIER.email), before);
    const { items } = await connected.desk.customers.listEvents(TIER.email);
    assert.deepEqual(items.map(({ what, revision }) => [what, revision]), [["created", 1], ["not_approved", 1]]);
    assert.match(items.at(-1)!.answers![0]!.question, /tier from free to enterprise/);
  });

  Deno.test(`merge_tickets goes on unattended, and the history says so (${era})`, async () => {
    await using connected = await connect({ era, unattended: true });
    assert.equal((await call(connected.client, "merge_tickets", MERGE)).isError, false);
    const { items } = await connected.desk.tickets.listEvents("43");
    assert.equal(items.at(-1)!.answers![0]!.outcome, "unattended");
  });

  Deno.test(`a yes holds for nothing but what was shown (${era})`, async () => {
    let times = 0;
    const desk = await openDemoDesk();
    const prepare = person(async () => {
      times += 1;
      if (times === 1) await desk.tickets.update("43", { priority: "urgent" }, { by: SOMEBODY });
      return times === 1 ? YES : { action: "decline" };
    });
    await using connected = await connect({ era, desk, prepare, ...CAPABILITIES });
    const { isError, text } = await call(connected.client, "merge_tickets", MERGE);
    assert.ok(isError);
    // The handshake revisions find the ticket changed when they write; the stateless one asks again, and is told no.
    assert.match(text, era === "2025-11-25" ? /revision 2, not 1/ : /declined it/);
    assert.equal((await desk.tickets.get("43")).status, "open");
    await desk.close();
  });

  Deno.test(`update_account asks for a new tier, not for a new name (${era})`, async () => {
    const asked: string[] = [];
    const prepare = person((message) => {
      asked.push(message);
      return YES;
    });
    await using connected = await connect({ era, prepare, definition: customersServer, ...CAPABILITIES });
    await call(connected.client, "update_account", { email: TIER.email, name: "Robert" });
    assert.deepEqual(asked, []);
    const { data } = await call(connected.client, "update_account", TIER);
    assert.deepEqual(asked, ["Change Robert <bob@example.com> (revision 2): tier from free to enterprise?"]);
    assert.equal(data.customer.account_tier, "enterprise");
    assert.equal((await connected.desk.tickets.get("43")).account_tier, "enterprise");
  });
}

const SOMEBODY = { kind: "host", name: "another host", version: null } as const;

/** The last event says what came of the question, and changed nothing. */
async function assertRefusal({ tickets }: Desk, outcome: RequestOutcome) {
  const { items } = await tickets.listEvents("43");
  const { what, revision, before, after, answers } = items.at(-1)!;
  assert.deepEqual({ what, revision, before, after }, { what: "not_approved", revision: 1, before: {}, after: {} });
  assert.deepEqual(answers!.map((answer) => answer.outcome), [outcome]);
}

async function assertUntouched({ tickets }: Desk) {
  for (const id of ["42", "43"]) {
    const { status, revision } = await tickets.get(id);
    assert.deepEqual({ status, revision }, { status: "open", revision: 1 });
  }
}
