import assert from "node:assert/strict";
import type { Client, ElicitResult } from "@modelcontextprotocol/client";
import { customersServer } from "../../../server/mod.ts";
import type { Desk } from "../../../store/mod.ts";
import { call } from "../call.ts";
import { connect, demoDesk, ERAS } from "../connect.ts";

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
    const { items } = await connected.desk.tickets.history("43");
    assert.deepEqual(items.at(-1)!.answers, [{ asked: "person", question: asked[0], outcome: "accepted" }]);
  });

  const REFUSALS: [string, ElicitResult, RegExp][] = [
    ["a no", { action: "accept", content: { decision: "no" } }, /the answer was no/],
    ["a decline", { action: "decline" }, /the answer was no/],
    ["a cancel", { action: "cancel" }, /dismissed without an answer/],
    ["an empty form", { action: "accept", content: {} }, /the answer was no/],
  ];
  for (const [what, answer, text] of REFUSALS) {
    Deno.test(`merge_tickets changes nothing after ${what} (${era})`, async () => {
      await using connected = await connect({ era, prepare: person(() => answer), ...CAPABILITIES });
      const result = await call(connected.client, "merge_tickets", MERGE);
      assert.ok(result.isError);
      assert.match(result.text, text);
      assert.match(result.text, /Nothing was changed/);
      await assertUntouched(connected.desk);
    });
  }

  Deno.test(`merge_tickets is refused where the host can't ask (${era})`, async () => {
    await using connected = await connect({ era });
    const { isError, text } = await call(connected.client, "merge_tickets", MERGE);
    assert.ok(isError);
    assert.match(text, /can't ask a person.*--unattended/);
    await assertUntouched(connected.desk);
  });

  Deno.test(`merge_tickets goes on unattended, and the history says so (${era})`, async () => {
    await using connected = await connect({ era, unattended: true });
    assert.equal((await call(connected.client, "merge_tickets", MERGE)).isError, false);
    const { items } = await connected.desk.tickets.history("43");
    assert.equal(items.at(-1)!.answers![0]!.outcome, "unattended");
  });

  Deno.test(`a yes holds for nothing but what was shown (${era})`, async () => {
    let times = 0;
    const desk = await demoDesk();
    const prepare = person(async () => {
      times += 1;
      if (times === 1) await desk.tickets.update("43", { priority: "urgent" }, { by: SOMEBODY });
      return times === 1 ? YES : { action: "decline" };
    });
    await using connected = await connect({ era, desk, prepare, ...CAPABILITIES });
    const { isError, text } = await call(connected.client, "merge_tickets", MERGE);
    assert.ok(isError);
    // The handshake revisions find the ticket changed when they write; the stateless one asks again, and is told no.
    assert.match(text, era === "2025-11-25" ? /revision 2, not 1/ : /the answer was no/);
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

async function assertUntouched({ tickets }: Desk) {
  for (const id of ["42", "43"]) {
    const { status, revision } = await tickets.get(id);
    assert.deepEqual({ status, revision }, { status: "open", revision: 1 });
  }
}
