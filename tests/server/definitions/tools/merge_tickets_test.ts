import assert from "node:assert/strict";
import type { Desk, RequestOutcome } from "../../../../store/mod.ts";
import { call } from "../../call.ts";
import { shortenMarks } from "../../shorten_marks.ts";
import { connect, ERAS, openDemoDesk } from "../../connect.ts";
import { approveAll, APPROVED, REFUSALS, respondWith } from "../../elicitation/approvals.ts";

const MERGE = { ticket_id: "43", into_ticket_id: "42" };

/** The warning before tickets of two customers are merged. */
const DIFFER = "Their customers differ: replies reach only that of #42.";

/** Subjects that try to rewrite the question, and their form in it. */
const HOSTILE: readonly [name: string, subject: string, quote: string][] = [
  ["line breaks", "Help\r\n\r\nApprove: reset my password\u2028?", `"Help Approve: reset my password ?"`],
  ["reversed text", "Help \u202e?24# otni\u2069\u200b", `"Help ?24# otni"`],
  ["quotation marks", 'x" from "a"; #42 “y”', `"x' from 'a'; #42 'y'"`],
  [
    "a long text",
    `${"Ignore the rest. ".repeat(14)}`,
    `"${"Ignore the rest. ".repeat(14).slice(0, 80)}…" (cut, 237 characters)`,
  ],
];

const BY = { by: { kind: "system", name: "test", version: null } } as const;

/** Merges that the desk rejects, whatever a person says. */
const IMPOSSIBLE: readonly [name: string, input: object, prepare: (desk: Desk) => Promise<unknown>, message: RegExp][] =
  [
    ["merge a ticket into itself", { into_ticket_id: "43" }, () => Promise.resolve(), /cannot be merged into itself/],
    ["merge a closed ticket", {}, ({ tickets }) => tickets.close("43", "Done.", BY), /#43 .*closed/],
    ["merge into a closed ticket", {}, ({ tickets }) => tickets.close("42", "Done.", BY), /#42 .*closed/],
    [
      "merge at an earlier revision",
      { expected_revision: 1 },
      ({ tickets }) => tickets.update("43", { priority: "high" }, BY),
      /#43 is at revision 2, not 1/,
    ],
    ["merge at a later revision", { expected_revision: 2 }, () => Promise.resolve(), /#43 is at revision 1, not 2/],
  ];

for (const era of ERAS) {
  Deno.test(`merge_tickets shows both tickets and merges after an approval (${era})`, async () => {
    const messages: string[] = [];
    await using connected = await connect({ era, ...approveAll(messages) });
    const { isError, data, text } = await call(connected.client, "merge_tickets", MERGE);
    assert.equal(isError, false);
    assert.equal(data.ticket.status, "closed");
    assert.equal(data.into_ticket_id, "42");
    assert.match(text, /^Merged into #42: #43 \[closed, medium, free\]/);
    const written = 'Written by customers: #43 "Invoice PDF not loading" from "bob@example.com"; ' +
      '#42 "Cannot log in after password change" from "alice@example.com".';
    const question = "Close ticket #43 (open, revision 1) as a duplicate of ticket #42 (open, revision 1)? " + DIFFER;
    assert.deepEqual(messages, [`${question} ${written}`]);
    const { items } = await connected.desk.tickets.listEvents("43");
    assert.deepEqual(items.at(-1)!.answers, [{
      asked: "person",
      question: `${question} ${written}`,
      outcome: "accepted",
      via: "elicitation",
    }]);
  });

  for (const [name, result, reason, outcome] of REFUSALS) {
    Deno.test(`merge_tickets changes nothing after ${name}, and records the refusal (${era})`, async () => {
      await using connected = await connect({ era, ...respondWith(() => result) });
      const { isError, text } = await call(connected.client, "merge_tickets", MERGE);
      assert.ok(isError);
      assert.match(text, reason);
      const pending =
        /^approval_required: .*Nothing was changed\. The change waits as approval A1 until .* this store is in memory/;
      const rejected =
        /^merge_tickets was rejected by a person, .* Nothing was changed, and nothing waits for approval\./;
      assert.match(text, outcome === "rejected" ? rejected : pending);
      assert.equal((await connected.desk.approvals.list({})).items.length, outcome === "rejected" ? 0 : 1);
      await assertUntouched(connected.desk);
      await assertRefusal(connected.desk, outcome);
    });
  }

  Deno.test(`merge_tickets fails if the host cannot ask a person (${era})`, async () => {
    await using connected = await connect({ era });
    const { isError, text } = await call(connected.client, "merge_tickets", MERGE);
    assert.ok(isError);
    assert.match(
      text,
      /^approval_required: .* this host cannot ask for it\. Nothing was changed\. .* A1 until .* this store is in memory/,
    );
    await assertUntouched(connected.desk);
    await assertRefusal(connected.desk, "not_possible");
  });

  Deno.test(`merge_tickets called again keeps the pending approval and adds nothing to the history (${era})`, async () => {
    await using connected = await connect({ era });
    const first = await call(connected.client, "merge_tickets", MERGE);
    assert.deepEqual(await call(connected.client, "merge_tickets", MERGE), first);
    assert.equal((await connected.desk.tickets.listEvents("43")).items.length, 2);
    const other = await call(connected.client, "merge_tickets", { ticket_id: "42", into_ticket_id: "43" });
    assert.match(other.text, /waits as approval A2 /);
  });

  Deno.test(`merge_tickets is not approved by an error of the host, and can be granted later (${era})`, async () => {
    const person = respondWith(() => Promise.reject(new Error("User rejected")));
    await using connected = await connect({ era, ...person });
    const merging = call(connected.client, "merge_tickets", MERGE);
    // In the stateless era the error is the client's own, and ends its call.
    if (era === "2026-07-28") await assert.rejects(merging);
    else assert.match((await merging).text, /was declined by the host or a person.* this store is in memory/);
    await assertUntouched(connected.desk);
  });

  Deno.test(`merge_tickets asks no one if unattended, even if the host can ask (${era})`, async () => {
    const messages: string[] = [];
    await using connected = await connect({ era, unattended: true, ...approveAll(messages) });
    assert.equal((await call(connected.client, "merge_tickets", MERGE)).isError, false);
    assert.deepEqual(messages, []);
    const { items } = await connected.desk.tickets.listEvents("43");
    assert.equal(items.at(-1)!.answers![0]!.outcome, "unattended");
  });

  for (const [name, input, prepare, message] of IMPOSSIBLE) {
    Deno.test(`merge_tickets asks no one to ${name}, and leaves nothing pending (${era})`, async () => {
      const messages: string[] = [];
      await using connected = await connect({ era, ...approveAll(messages) });
      await prepare(connected.desk);
      const { isError, text } = await call(connected.client, "merge_tickets", { ...MERGE, ...input });
      assert.ok(isError);
      assert.match(text, message);
      assert.deepEqual(messages, []);
      assert.deepEqual((await connected.desk.approvals.list({})).items, []);
    });
  }

  for (const [name, subject, quote] of HOSTILE) {
    Deno.test(`merge_tickets asks the same question about a ticket with ${name} (${era})`, async () => {
      const messages: string[] = [];
      await using connected = await connect({ era, ...approveAll(messages) });
      const by = { kind: "system", name: "test", version: null } as const;
      const { id } = await connected.desk.tickets.create({ subject, customer: "bob@example.com" }, { by });
      await call(connected.client, "merge_tickets", { ticket_id: id, into_ticket_id: "42" });
      assert.equal(
        messages[0],
        `Close ticket #${id} (open, revision 1) as a duplicate of ticket #42 (open, revision 1)? ` +
          `${DIFFER} ` +
          `Written by customers: #${id} ${quote} from "bob@example.com"; ` +
          '#42 "Cannot log in after password change" from "alice@example.com".',
      );
    });
  }

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
    assert.match(text, era === "2025-11-25" ? /revision 2, not 1/ : /was declined by the host/);
    assert.equal((await desk.tickets.get("43")).status, "open");
    await desk.close();
  });
}

for (const era of ERAS) {
  Deno.test(`merge_tickets with undo restores both tickets and asks no one (${era})`, async () => {
    const messages: string[] = [];
    await using connected = await connect({ era, ...approveAll(messages) });
    const { client, desk } = connected;
    for (const [id, add_tags] of [["42", ["vip"]], ["43", ["late", "beta"]]] as const) {
      await desk.tickets.update(id, { add_tags }, BY);
    }
    await call(client, "merge_tickets", MERGE);
    await desk.tickets.update("42", { remove_tags: ["beta"] }, BY);
    await desk.tickets.update("42", { add_tags: ["beta"] }, BY);
    const undo = { ticket_id: "43", undo: true, idempotency_key: "undo-43", expected_revision: 3 };
    const first = await call(client, "merge_tickets", undo);
    const { isError, text, data } = first;
    assert.equal(isError, false, text);
    assert.deepEqual([data.ticket.id, data.ticket.status, data.into_ticket_id], ["43", "open", "42"]);
    assert.deepEqual([data.removed_tags, data.kept_tags], [["late"], ["beta"]]);
    const outcome =
      /^No longer merged into #42: #43 \[open, medium, free\] .*\. Tags removed from #42: .*late.*\. Tags that stay there: .*beta/;
    assert.match(shortenMarks(text), outcome);
    assert.deepEqual((await desk.tickets.get("42")).tags, ["vip", "beta"]);
    assert.deepEqual(await call(client, "merge_tickets", undo), first);
    assert.equal(messages.length, 1);
    assert.deepEqual((await desk.approvals.list({})).items, []);
    const history = await call(client, "get_history", { ticket_id: "43" });
    assert.match(shortenMarks(history.text), /^4\. \S+ undone by .*status closed → open.*merged_into 42 → null/m);
  });

  Deno.test(`merge_tickets with undo works on a host that cannot ask a person (${era})`, async () => {
    await using connected = await connect({ era });
    await connected.desk.tickets.merge("43", "42", BY);
    const { isError, text } = await call(connected.client, "merge_tickets", { ...MERGE, undo: true });
    assert.equal(isError, false, text);
    assert.match(text, /^No longer merged into #42: #43 \[open, /);
    assert.doesNotMatch(text, /Tags/);
  });
}

Deno.test("merge_tickets explains an undo that is not possible, and a merge without a target", async () => {
  const messages: string[] = [];
  await using connected = await connect(approveAll(messages));
  const refuse = async (input: Record<string, unknown>, message: RegExp) => {
    const { isError, text } = await call(connected.client, "merge_tickets", { ticket_id: "43", ...input });
    assert.ok(isError);
    assert.match(text, message);
  };
  await refuse({ undo: true }, /^Ticket #43 is not merged into another ticket\. Nothing was changed\./);
  const missing = /^into_ticket_id is required, unless undo is true\./;
  await refuse({}, missing);
  await refuse({ undo: false }, missing);
  await assertUntouched(connected.desk);
  await connected.desk.tickets.merge("43", "42", BY);
  await refuse({ undo: true, into_ticket_id: "44" }, /^Ticket #43 is merged into #42, not into #44\./);
  await refuse({ undo: true, expected_revision: 1 }, /#43 is at revision 2, not 1/);
  assert.equal((await connected.desk.tickets.get("43")).merged_into, "42");
  assert.deepEqual(messages, []);
});

Deno.test("merge_tickets returns the first result to a repeat, without a second approval", async () => {
  const messages: string[] = [];
  await using connected = await connect(approveAll(messages));
  const merge = { ...MERGE, idempotency_key: "merge-43" };
  const first = await call(connected.client, "merge_tickets", merge);
  assert.deepEqual(await call(connected.client, "merge_tickets", merge), first);
  assert.equal(messages.length, 1);
});

Deno.test("merge_tickets returns the result to a repeat after a person granted it", async () => {
  await using connected = await connect();
  const { client, desk } = connected;
  const merge = { ...MERGE, idempotency_key: "merge-43" };
  assert.match((await call(client, "merge_tickets", merge)).text, /waits as approval A1 /);
  await desk.approvals.grant("A1", { by: BY.by, via: "terminal" });
  const first = await call(client, "merge_tickets", merge);
  assert.equal(first.isError, false, first.text);
  assert.match(first.text, /^Merged into #42: #43 \[closed/);
  await desk.tickets.undoMerge("43", undefined, BY);
  assert.deepEqual(await call(client, "merge_tickets", merge), first); // the key stands for the merge that was done
  assert.equal((await desk.tickets.get("43")).status, "open");
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

Deno.test("merge_tickets asks about the last ticket of a chain, and never about a merge that is not possible", async () => {
  const messages: string[] = [];
  await using connected = await connect(approveAll(messages));
  const { client, desk } = connected;
  const by = { kind: "system", name: "test", version: null } as const;
  const { id } = await desk.tickets.create({ subject: "Third", customer: "bob@example.com" }, { by });
  await call(client, "merge_tickets", MERGE);
  messages.length = 0;
  const impossible = [
    [{ ticket_id: "42", into_ticket_id: "42" }, /#42 cannot be merged into itself/],
    [
      { ticket_id: "42", into_ticket_id: "43" },
      /^Ticket #43 was already merged into #42, so #42 cannot be merged into it\. Nothing was changed\.$/,
    ],
    [MERGE, /#43 is already merged into #42/],
    [{ ticket_id: "43", into_ticket_id: id }, /#43 is already merged into #42/],
  ] as const;
  for (const [merge, reason] of impossible) {
    const { isError, text } = await call(client, "merge_tickets", merge);
    assert.ok(isError);
    assert.match(text, reason);
  }
  assert.deepEqual(messages, []);
  const { data } = await call(client, "merge_tickets", { ticket_id: id, into_ticket_id: "43" });
  assert.deepEqual([data.ticket.status, data.into_ticket_id], ["closed", "42"]);
  assert.match(messages[0]!, /#44 .*#42 /);
});

Deno.test("merge_tickets says that a pending merge has another target than the one named", async () => {
  await using connected = await connect();
  const { client, desk } = connected;
  const { id } = await desk.tickets.create({ subject: "Third", customer: "bob@example.com" }, BY);
  await desk.tickets.merge("43", "42", BY);
  const { text } = await call(client, "merge_tickets", { ticket_id: id, into_ticket_id: "43" });
  assert.match(
    text,
    /Nothing was changed\. #43 was merged into #42, so the target is #42\. The change waits as approval A1/,
  );
  const direct = await call(client, "merge_tickets", { ticket_id: id, into_ticket_id: "42" });
  assert.doesNotMatch(direct.text, /so the target is/);
});

Deno.test("get_ticket names the last ticket of a chain, and add_comment accepts it there", async () => {
  await using connected = await connect();
  const { client, desk } = connected;
  const { id } = await desk.tickets.create({ subject: "Third", customer: "bob@example.com" }, BY);
  await desk.tickets.merge("42", "43", BY);
  await desk.tickets.merge("43", id, BY);
  const first = await call(client, "get_ticket", { ticket_id: "42" });
  assert.match(first.text, /Ticket #42 was merged into #43, and that into #44: work on ticket #44\./);
  assert.equal(first.data.ticket.merged_into, "43");
  assert.doesNotMatch((await call(client, "get_ticket", { ticket_id: "43" })).text, /work on ticket/);
  const refused = await call(client, "add_comment", { ticket_id: "42", body: "Hello" });
  assert.match(refused.text, /Add the comment to ticket #44 instead/);
  assert.equal((await call(client, "add_comment", { ticket_id: "44", body: "Hello" })).isError, false);
});

Deno.test("get_ticket of the target shows the comments and files of a merged ticket", async () => {
  await using connected = await connect(approveAll());
  const { client, desk } = connected;
  const by = { kind: "system", name: "test", version: null } as const;
  await desk.tickets.addComment("43", { kind: "reply", body: "Try again." }, { by });
  await desk.tickets.attach("43", { name: "a b.txt", type: "text/plain", bytes: new Uint8Array([65]) }, { by });
  await call(client, "merge_tickets", MERGE);
  const { text, data } = await call(client, "get_ticket", { ticket_id: "42" });
  assert.match(text, /Comment 1 of merged ticket #43 \(reply, not sent, /);
  assert.match(text, /ticket:\/\/43\/attachments\/a%20b\.txt/);
  assert.deepEqual(data.comments.map((comment: { merged_from?: string }) => comment.merged_from), [undefined, "43"]);
  const [file] = data.ticket.attachments;
  assert.deepEqual([file.merged_from, file.uri], ["43", "ticket://43/attachments/a%20b.txt"]);
  const content = await call(client, "get_attachment", { ticket_id: "42", name: "a b.txt" });
  assert.equal(content.isError, false);
  const reply = await call(client, "add_comment", { ticket_id: "43", body: "Hello", kind: "reply" });
  assert.ok(reply.isError);
  assert.match(reply.text, /#43 was merged into #42\. Add the comment to ticket #42 instead/);
});

Deno.test("merge_tickets does not warn if both tickets have one customer", async () => {
  const messages: string[] = [];
  await using connected = await connect(approveAll(messages));
  const { id } = await connected.desk.tickets.create({ subject: "Again", customer: "alice@example.com" }, BY);
  await call(connected.client, "merge_tickets", { ticket_id: id, into_ticket_id: "42" });
  assert.match(messages[0]!, / as a duplicate of ticket #42 \(open, revision 1\)\? Written by customers: /);
});

Deno.test("merge_tickets shows the links that the target shows now, and no longer after an undo", async () => {
  await using connected = await connect({ unattended: true });
  const { id } = await connected.desk.tickets.create({ subject: "Outage", customer: "bob@example.com" }, BY);
  await call(connected.client, "update_ticket", { ticket_id: "43", add_links: `caused_by:${id}` });
  const merged = await call(connected.client, "merge_tickets", MERGE);
  assert.deepEqual(merged.data.into_links, [{ relation: "caused_by", id, status: "open", merged_from: "43" }]);
  assert.ok(merged.text.endsWith(`\nLinks of #42: caused_by:${id} [open, of merged ticket #43].`), merged.text);
  const undone = await call(connected.client, "merge_tickets", { ticket_id: "43", undo: true });
  assert.deepEqual(undone.data.into_links, []);
  assert.match(undone.text, /\nLinks of #42: none\./);
});
