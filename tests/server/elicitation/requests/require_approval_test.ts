import assert from "node:assert/strict";
import { requireApproval } from "../../../../server/elicitation/requests/mod.ts";
import { getDefaultLocation, type RequestOutcome } from "../../../../store/mod.ts";
import { openDemoDesk } from "../../connect.ts";

const CHANGE = {
  tool: "merge_tickets",
  ticket_id: "43",
  revision: 1,
  into_ticket_id: "42",
  into_revision: 1,
} as const;
const REQUEST = { key: "merge", message: "Merge?", outsideText: "From Ada.", acceptLabel: "Yes" };
const BY = { kind: "host", name: "test", version: null } as const;

for (
  const [location, command] of [
    ["/data/desk.db", "approvals grant A1 --db /data/desk.db "],
    ["/my data/it's.db", "approvals grant A1 --db '/my data/it'\\''s.db' "],
    [getDefaultLocation(), "approvals show A1 and then support-mcp approvals grant A1 (or reject)"],
  ] as const
) {
  Deno.test(`requireApproval() prints the commands for a store at ${location}`, async () => {
    const desk = await openDemoDesk();
    const { approvals } = desk;
    const context = {
      client: { requestApproval: () => Promise.resolve("not_possible" as const) },
      approvals: {
        location,
        check: () => Promise.resolve(),
        isCarriedOut: approvals.isCarriedOut.bind(approvals),
        request: approvals.request.bind(approvals),
      },
      createChangeContext: () => ({ by: BY }),
      hasApps: false,
    };
    const change = { change: CHANGE, request: REQUEST, recordRefusal: () => Promise.resolve() };
    const { message } = await requireApproval(change, context).then(() => assert.fail(), (error: Error) => error);
    assert.ok(message.includes(command), message);
    await desk.close();
  });
}

/** Requires an approval several times, and counts the records of refusals. */
async function run(outcome: RequestOutcome, times: number) {
  const desk = await openDemoDesk();
  let records = 0;
  const recordRefusal = () => Promise.resolve(void records++);
  const client = { requestApproval: () => Promise.resolve(outcome) };
  const context = { client, approvals: desk.approvals, createChangeContext: () => ({ by: BY }), hasApps: false };
  const errors: (Error & { code?: string })[] = [];
  for (let time = 0; time < times; time++) {
    await requireApproval({ change: CHANGE, request: REQUEST, recordRefusal }, context).catch((error) => {
      errors.push(error);
    });
  }
  const pending = (await desk.approvals.list({})).items;
  await desk.close();
  return { errors, records, pending };
}

for (const outcome of ["accepted", "unattended"] as const) {
  Deno.test(`requireApproval() returns for ${outcome}, and leaves nothing pending`, async () => {
    assert.deepEqual(await run(outcome, 1), { errors: [], records: 0, pending: [] });
  });
}

Deno.test("requireApproval() keeps a person's rejection: nothing waits, and each one is recorded", async () => {
  const { errors, records, pending } = await run("rejected", 2);
  assert.deepEqual([records, pending], [2, []]);
  assert.deepEqual(errors.map(({ code }) => code), ["not_approved", "not_approved"]);
  assert.match(errors[0]!.message, /^merge_tickets was rejected by a person, .* Nothing was changed, /);
  assert.doesNotMatch(errors[0]!.message, /without asking|support-mcp approvals/);
});

for (const [outcome, records] of [["declined", 2], ["cancelled", 2], ["not_possible", 1]] as const) {
  Deno.test(`requireApproval() keeps one pending approval for ${outcome}, and records ${records} refusals of 2`, async () => {
    const { errors, pending, ...rest } = await run(outcome, 2);
    assert.equal(rest.records, records);
    assert.deepEqual(errors.map(({ code }) => code), ["approval_required", "approval_required"]);
    assert.match(
      errors[0]!.message,
      /^approval_required: merge_tickets .* waits as approval A1 until .* this store is in memory\..* --db FILE/,
    );
    assert.equal(errors[1]!.message, errors[0]!.message);
    assert.deepEqual(pending.map(({ id, state, question }) => [id, state, question]), [[
      "A1",
      "pending",
      "Merge? From Ada.",
    ]]);
  });
}
