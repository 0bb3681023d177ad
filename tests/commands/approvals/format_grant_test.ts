import assert from "node:assert/strict";
import { formatApproval, formatApprovalRow, formatGrant } from "../../../commands/approvals/mod.ts";
import { CommandError } from "../../../commands/process/mod.ts";
import type { BulkUpdate } from "../../../store/batch.ts";
import { BY, createTickets, openDeskWithCustomer, type TestDesk } from "../../store/open_test_desk.ts";

/** Requests a change of two new tickets, and grants it after `prepare`. */
async function grant(update: BulkUpdate, prepare: (desk: TestDesk) => Promise<unknown>): Promise<string> {
  await using desk = await openDeskWithCustomer();
  const tickets = (await createTickets(desk, "one", "two")).map((id) => ({ id, revision: 1 }));
  const change = { tool: "update_tickets", tickets, update } as const;
  await desk.approvals.request({ change, question: "Change 2 tickets?" }, BY);
  await prepare(desk);
  return formatGrant(await desk.approvals.grant("A1", { by: BY.by, via: "terminal" }), "desk.db");
}

Deno.test("approvals name the host and the person who requested a change", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const change = { tool: "update_tickets", tickets: [{ id: id!, revision: 1 }], update: { priority: "high" } } as const;
  const by = { kind: "host", name: "claude-code", version: "2.1", on_behalf_of: "Ana" } as const;
  const { approval } = await desk.approvals.request({ change, question: "Change 1 ticket?" }, { by });
  assert.match(formatApprovalRow(approval), /^A1 {2}update_tickets, requested by claude-code 2\.1 for Ana, expires /);
  assert.match(formatApproval(approval), /^Requested {2}by claude-code 2\.1 for Ana at /m);
});

Deno.test("a granted change names the tickets that it left as they were", async () => {
  assert.equal(
    await grant({ priority: "high" }, () => Promise.resolve()),
    'Granted A1: change tickets #1–#2: priority "high".\n',
  );
  assert.equal(
    await grant({ priority: "high" }, ({ tickets }) => tickets.update("2", { priority: "low" }, BY)),
    'Granted A1: change tickets #1–#2: priority "high".\n' +
      "1 of 2 tickets were changed. #2: Changed in the meantime.\n",
  );
});

Deno.test("a granted change that changed nothing is an error with the reason", async () => {
  await assert.rejects(grant({ priority: "medium" }, () => Promise.resolve()), (error) => {
    assert.ok(error instanceof CommandError);
    const reason = "0 of 2 tickets were changed. #1–#2: These are the current values.";
    assert.equal(error.message, `A1 was granted, but nothing was changed: ${reason}`);
    return true;
  });
});

Deno.test("a granted erasure says what it has not reached", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  await desk.tickets.close(id!, "Done", BY);
  const { email, revision, state } = await desk.erasures.preview("ada@example.com");
  const change = { tool: "erase_customer", email, revision, state } as const;
  await desk.approvals.request({ change, question: "Erase?" }, BY);
  const granted = await desk.approvals.grant("A1", { by: BY.by, via: "terminal" });
  const text = formatGrant(granted, "desk.db");
  assert.match(
    text,
    /^Granted A1: erase customer ada@example\.com \(revision 1\)\.\nErased ada@example\.com: 1 ticket, /,
  );
  assert.match(text, /\nRecordings, backups, exports and copies in hosts are not changed: delete them yourself\.\n/);
  assert.match(text, /deleted bytes .* desk\.db/i);
  assert.equal((await desk.approvals.get("A1")).erased, undefined);
});
