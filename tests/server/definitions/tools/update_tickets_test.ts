import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS, openDemoDesk, type TestConnection } from "../../connect.ts";
import { approveAll, APPROVED, REFUSALS, respondWith } from "../../elicitation/approvals.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;
const CHANGE = { ticket_ids: ["42", "43"], priority: "urgent", add_tags: ["outage"] };

/** Reads what the tests change. */
async function readTickets({ desk }: TestConnection) {
  return await Promise.all(["42", "43"].map(async (id) => {
    const { status, priority, tags, revision } = await desk.tickets.get(id);
    return { status, priority, tags, revision };
  }));
}

for (const era of ERAS) {
  Deno.test(`update_tickets asks once for exactly these tickets, and changes them (${era})`, async () => {
    const messages: string[] = [];
    await using connected = await connect({ era, ...approveAll(messages) });
    const { isError, data, text } = await call(connected.client, "update_tickets", CHANGE);
    assert.equal(isError, false, text);
    assert.deepEqual(data, {
      batch_id: "B1",
      count: 2,
      tickets: [{ id: "42", revision: 2 }, { id: "43", revision: 2 }],
      left: [],
    });
    assert.equal(text, "Batch B1 changed 2 tickets: #42–#43. undo_batch can revert it.");
    const question = "Change 2 tickets: priority urgent, add tags";
    assert.deepEqual(messages, [
      `${question}? As they are now: #42–#43. Texts: add tags "outage"; ` +
      '#42 (open, medium) "Cannot log in after password change" from "alice@example.com"; ' +
      '#43 (open, medium) "Invoice PDF not loading" from "bob@example.com".',
    ]);
    assert.deepEqual((await readTickets(connected)).map(({ priority, tags }) => [priority, tags.includes("outage")]), [
      ["urgent", true],
      ["urgent", true],
    ]);
    for (const id of ["42", "43"]) {
      const { items } = await connected.desk.tickets.listEvents(id);
      const { batch_id, answers, by } = items.at(-1)!;
      assert.deepEqual([batch_id, by.name], ["B1", "test-host"]);
      // The words of one customer have no place in the history of another.
      assert.deepEqual(answers, [{ asked: "person", question, outcome: "accepted", via: "elicitation" }]);
    }
  });

  Deno.test(`update_tickets asks for a snooze in words that fit its time (${era})`, async () => {
    for (
      const [snoozed_until, words] of [
        ["2h", /^snooze for 2h$/],
        ["in 3 days", /^snooze for 3 days$/],
        ["tomorrow 9:00", /^snooze until \d{4}-\d\d-\d\dT09:00:00\.000Z$/],
        ["none", /^end the snooze$/],
      ] as const
    ) {
      const messages: string[] = [];
      await using connected = await connect({ era, ...approveAll(messages) });
      for (const id of ["42", "43"]) await connected.desk.tickets.update(id, { snoozed_until: "5d" }, BY);
      await call(connected.client, "update_tickets", { ticket_ids: ["42", "43"], snoozed_until });
      assert.match(messages[0]!.slice("Change 2 tickets: ".length, messages[0]!.indexOf("?")), words);
    }
  });

  Deno.test(`update_tickets leaves tickets that change while a person decides (${era})`, async () => {
    const desk = await openDemoDesk();
    let asked = 0;
    const change = async () => {
      if (++asked === 1) await desk.tickets.addComment("43", { kind: "note", body: "New." }, BY);
      return APPROVED;
    };
    await using connected = await connect({ era, desk, ...respondWith(change) });
    const { data } = await call(connected.client, "update_tickets", CHANGE);
    if (era === "2025-11-25") {
      assert.deepEqual([data.tickets, data.left], [
        [{ id: "42", revision: 2 }],
        [{ reason: "Changed in the meantime.", code: "changed_meanwhile", ids: ["43"] }],
      ]);
    } else { // the handler runs again, and asks about the tickets as they are then
      assert.deepEqual([asked, data.tickets], [2, [{ id: "42", revision: 2 }, { id: "43", revision: 3 }]]);
    }
    await desk.close();
  });

  for (const [name, result, reason, outcome] of REFUSALS) {
    Deno.test(`update_tickets changes nothing after ${name} (${era})`, async () => {
      await using connected = await connect({ era, ...respondWith(() => result) });
      const before = await readTickets(connected);
      const { isError, text } = await call(connected.client, "update_tickets", CHANGE);
      assert.equal(isError, true);
      assert.match(text, reason);
      assert.deepEqual(await readTickets(connected), before);
      const { items } = await connected.desk.tickets.listEvents("43");
      assert.equal(items.at(-1)!.what, "not_approved");
      assert.equal(items.at(-1)!.answers![0]!.outcome, outcome);
      assert.doesNotMatch(items.at(-1)!.answers![0]!.question, /alice/);
    });
  }
}

Deno.test("update_tickets takes a query, and previews it without an approval", async () => {
  await using connected = await connect();
  const { isError, data, text } = await call(connected.client, "update_tickets", {
    query: "invoice",
    resolution: "Fixed.",
    preview: true,
  });
  assert.equal(isError, false, text);
  assert.deepEqual([data.batch_id, data.count, data.tickets], [undefined, 1, [{ id: "43", revision: 1 }]]);
  assert.deepEqual(data.first.map(({ id, revision }: { id: string; revision: number }) => [id, revision]), [["43", 1]]);
  assert.match(text, /^Preview: 1 ticket would be changed: #43\. Nothing was changed\.\n#43 \[open, medium/);
  assert.equal((await connected.desk.tickets.get("43")).status, "open");
});

Deno.test("update_tickets closes tickets with a resolution, and says which were closed already", async () => {
  await using connected = await connect({ unattended: true });
  await connected.desk.tickets.close("42", "Done.", BY);
  const { data, text } = await call(connected.client, "update_tickets", {
    ticket_ids: "#42, 43",
    resolution: "Fixed.",
  });
  assert.deepEqual(data.tickets, [{ id: "43", revision: 2 }]);
  assert.match(text, /\nNot changed: #42: It is already closed\. To change the resolution, reopen it first/);
  assert.equal((await connected.desk.tickets.get("43")).resolution, "Fixed.");
  const { items } = await connected.desk.tickets.listEvents("43");
  assert.equal(items.at(-1)!.answers![0]!.outcome, "unattended");
});

Deno.test("update_tickets waits as one approval where no one can be asked, and is carried out once", async () => {
  await using connected = await connect();
  for (const _ of [1, 2]) {
    const { isError, text } = await call(connected.client, "update_tickets", CHANGE);
    assert.equal(isError, true);
    assert.match(text, /^approval_required: update_tickets needs .* waits as approval A1 /);
  }
  const approval = (await call(connected.client, "get_approval", { approval_id: "A1" })).data.approval;
  assert.deepEqual(approval.change, {
    count: 2,
    tickets: "#42–#43",
    update: { priority: "urgent", add_tags: ["outage"] },
  });
  const { approvals, tickets } = connected.desk;
  await tickets.addComment("42", { kind: "note", body: "New." }, BY);
  const decision = { by: BY.by, via: "terminal" } as const;
  const granted = await approvals.grant("A1", decision);
  assert.deepEqual([granted.state, granted.batch_id], ["granted", "B1"]);
  assert.equal(granted.reason, "1 of 2 tickets were changed. #42: Changed in the meantime.");
  assert.equal((await tickets.get("43")).priority, "urgent");
  assert.equal((await tickets.get("42")).priority, "medium");
  await assert.rejects(approvals.grant("A1", decision), /already granted/);
  assert.equal((await tickets.get("43")).revision, 2);
  assert.match(
    (await call(connected.client, "get_approval", { approval_id: "A1" })).text,
    /The change was carried out as batch B1\./,
  );
});

Deno.test("an approval of tickets that have all changed expires", async () => {
  await using connected = await connect();
  await call(connected.client, "update_tickets", { ...CHANGE, ticket_ids: ["42"] });
  const { approvals, tickets } = connected.desk;
  await tickets.addComment("42", { kind: "note", body: "New." }, BY);
  const { state, reason } = await approvals.grant("A1", { by: BY.by, via: "terminal" });
  assert.equal(state, "expired");
  assert.match(reason!, /^Every ticket was changed in the meantime/);
  assert.equal((await tickets.get("42")).priority, "medium");
});

Deno.test("update_tickets repeats the result of an idempotency key without a second question", async () => {
  const messages: string[] = [];
  await using connected = await connect(approveAll(messages));
  const input = { ...CHANGE, idempotency_key: "k1" };
  const first = await call(connected.client, "update_tickets", input);
  assert.deepEqual((await call(connected.client, "update_tickets", input)).data, first.data);
  assert.equal(messages.length, 1);
  const other = await call(connected.client, "update_tickets", { ...input, priority: "low" });
  assert.match(other.text, /idempotency key "k1" was used before, with other values/);
});

for (const via of ["terminal", "app"] as const) {
  Deno.test(`update_tickets returns the result to a repeat after a person granted it (${via})`, async () => {
    await using connected = await connect();
    const { client, desk } = connected;
    const input = { ...CHANGE, idempotency_key: "k1" };
    for (const _ of [1, 2]) assert.match((await call(client, "update_tickets", input)).text, /waits as approval A1 /);
    await desk.approvals.grant("A1", { by: BY.by, via });
    const { isError, data, text } = await call(client, "update_tickets", input);
    assert.equal(isError, false, text);
    const tickets = [{ id: "42", revision: 2 }, { id: "43", revision: 2 }];
    assert.deepEqual(data, { batch_id: "B1", count: 2, tickets, left: [] });
    assert.equal((await desk.tickets.get("42")).revision, 2);
    const other = await call(client, "update_tickets", { ...input, priority: "low" });
    assert.match(other.text, /idempotency key "k1" was used before, with other values/);
    const { approval } = (await call(client, "get_approval", { approval_id: "A1" })).data;
    assert.ok(!("calls" in approval));
  });
}

Deno.test("update_tickets reports its progress", async () => {
  await using connected = await connect({ unattended: true });
  const progress: unknown[] = [];
  await connected.client.callTool({ name: "update_tickets", arguments: CHANGE }, {
    onprogress: ({ progress: done, total }) => void progress.push([done, total]),
  });
  assert.deepEqual(progress, [[2, 2]]);
});

const INVALID: readonly [name: string, input: Record<string, unknown>, message: RegExp][] = [
  ["no tickets", { priority: "low" }, /ticket_ids or query is missing/],
  ["an empty list", { ticket_ids: [], priority: "low" }, /ticket_ids or query is missing/],
  [
    "ids and a query",
    { ticket_ids: ["42"], query: "login", priority: "low" },
    /ticket_ids and query exclude each other/,
  ],
  [
    "201 ids",
    { ticket_ids: Array.from({ length: 201 }, (_, index) => String(index + 1)), priority: "low" },
    /ticket_ids/,
  ],
  ["unknown ids", { ticket_ids: ["42", "999"], priority: "low" }, /Ticket #999 not found\. Nothing was changed/],
  ["a malformed query", { query: "status:lost", priority: "low" }, /status/],
  ["a query without results", { query: "zzzzzz", priority: "low" }, /query matches no ticket/],
  ["nothing to change", { ticket_ids: ["42"] }, /assignee/],
  ["a status that closes", { ticket_ids: ["42"], status: "closed" }, /set resolution instead of status/],
  [
    "the values that they have",
    { ticket_ids: ["42"], priority: "medium" },
    /No ticket would change\. #42: These are/,
  ],
];

for (const [name, input, message] of INVALID) {
  Deno.test(`update_tickets rejects ${name} and asks no one`, async () => {
    const messages: string[] = [];
    await using connected = await connect(approveAll(messages));
    const before = await readTickets(connected);
    const { isError, text } = await call(connected.client, "update_tickets", input);
    assert.equal(isError, true, text);
    assert.match(text, message);
    assert.deepEqual([messages, await readTickets(connected)], [[], before]);
  });
}

Deno.test("update_tickets rejects a query with more than 200 results", async () => {
  await using connected = await connect({ unattended: true });
  const { desk, client } = connected;
  const subjects = Array.from({ length: 201 }, (_, index) => `Printer jam ${index}`);
  await Promise.all(subjects.map((subject) => desk.tickets.create({ subject, customer: "alice@example.com" }, BY)));
  const { isError, text } = await call(client, "update_tickets", { query: "printer", priority: "low" });
  assert.equal(isError, true);
  assert.match(text, /query matches more than 200 tickets/);
});

Deno.test("both forms of a result with 200 tickets stay small", async () => {
  await using connected = await connect({ unattended: true });
  const { desk, client } = connected;
  const subjects = Array.from({ length: 398 }, (_, index) => `${index % 2 === 0 ? "Printer" : "Scanner"} ${index}`);
  await Promise.all(subjects.map((subject) => desk.tickets.create({ subject, customer: "alice@example.com" }, BY)));
  const { data, text } = await call(client, "update_tickets", { query: "printer", resolution: "Fixed. ".repeat(200) });
  assert.equal(data.count, 199);
  assert.ok(
    JSON.stringify(data).length < 8_000 && text.length < 8_000,
    `${JSON.stringify(data).length} ${text.length}`,
  );
});
