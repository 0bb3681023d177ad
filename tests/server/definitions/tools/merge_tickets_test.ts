import assert from "node:assert/strict";
import type { Desk, RequestOutcome } from "../../../../store/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS, openDemoDesk } from "../../connect.ts";
import { approveAll, APPROVED, REFUSALS, respondWith } from "../../elicitation/approvals.ts";

const MERGE = { ticket_id: "43", into_ticket_id: "42" };

for (const era of ERAS) {
  Deno.test(`merge_tickets shows both tickets and merges after an approval (${era})`, async () => {
    const messages: string[] = [];
    await using connected = await connect({ era, ...approveAll(messages) });
    const { isError, data, text } = await call(connected.client, "merge_tickets", MERGE);
    assert.equal(isError, false);
    assert.equal(data.ticket.status, "closed");
    assert.equal(data.into_ticket_id, "42");
    assert.match(text, /^Merged into #42: #43 \[closed, medium\]/);
    assert.deepEqual(messages, [
      'Close ticket #43 "Invoice PDF not loading" (bob@example.com, open, revision 1) as a duplicate of ticket ' +
      '#42 "Cannot log in after password change" (alice@example.com, open, revision 1)?',
    ]);
    const { items } = await connected.desk.tickets.listEvents("43");
    assert.deepEqual(items.at(-1)!.answers, [{ asked: "person", question: messages[0], outcome: "accepted" }]);
  });

  for (const [name, result, reason, outcome] of REFUSALS) {
    Deno.test(`merge_tickets changes nothing after ${name}, and records the refusal (${era})`, async () => {
      await using connected = await connect({ era, ...respondWith(() => result) });
      const { isError, text } = await call(connected.client, "merge_tickets", MERGE);
      assert.ok(isError);
      assert.match(text, reason);
      assert.match(text, /^merge_tickets needs a person's approval: .*Nothing was changed\.$/);
      await assertUntouched(connected.desk);
      await assertRefusal(connected.desk, outcome);
    });
  }

  Deno.test(`merge_tickets fails if the host cannot ask a person (${era})`, async () => {
    await using connected = await connect({ era });
    const { isError, text } = await call(connected.client, "merge_tickets", MERGE);
    assert.ok(isError);
    assert.match(text, /cannot ask a person.*Nothing was changed.*--unattended/);
    await assertUntouched(connected.desk);
    await assertRefusal(connected.desk, "not_possible");
  });

  Deno.test(`merge_tickets merges without an approval if unattended, and records that (${era})`, async () => {
    await using connected = await connect({ era, unattended: true });
    assert.equal((await call(connected.client, "merge_tickets", MERGE)).isError, false);
    const { items } = await connected.desk.tickets.listEvents("43");
    assert.equal(items.at(-1)!.answers![0]!.outcome, "unattended");
  });

  Deno.test(`merge_tickets accepts an approval only for the revisions that were shown (${era})`, async () => {
    let times = 0;
    const desk = await openDemoDesk();
    const by = { kind: "host", name: "another host", version: null } as const;
    const person = respondWith(async () => {
      times += 1;
      if (times === 1) await desk.tickets.update("43", { priority: "urgent" }, { by });
      return times === 1 ? APPROVED : { action: "decline" };
    });
    await using connected = await connect({ era, desk, ...person });
    const { isError, text } = await call(connected.client, "merge_tickets", MERGE);
    assert.ok(isError);
    // In the handshake era the write fails with a stale revision. The stateless era asks again, and the person declines.
    assert.match(text, era === "2025-11-25" ? /revision 2, not 1/ : /declined it/);
    assert.equal((await desk.tickets.get("43")).status, "open");
    await desk.close();
  });
}

Deno.test("merge_tickets returns the first result to a repeat, without a second approval", async () => {
  const messages: string[] = [];
  await using connected = await connect(approveAll(messages));
  const merge = { ...MERGE, idempotency_key: "merge-43" };
  const first = await call(connected.client, "merge_tickets", merge);
  assert.deepEqual(await call(connected.client, "merge_tickets", merge), first);
  assert.equal(messages.length, 1);
});

/** Asserts that the last event records the outcome and no change. */
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
