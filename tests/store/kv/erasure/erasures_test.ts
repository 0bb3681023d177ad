import assert from "node:assert/strict";
import { KvBatches } from "../../../../store/kv/batches/mod.ts";
import { KvApprovals } from "../../../../store/kv/approvals/approvals.ts";
import { checkRows } from "../../../../store/kv/check/check_rows.ts";
import { checkStore } from "../../../../store/kv/check/mod.ts";
import { KeyValueRows } from "../../../../store/kv/rows/mod.ts";
import { type Desk, openDesk, type RequestRecord } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { KvErasures } from "../../../../store/kv/erasure/erasures.ts";
import { IndexMerger } from "../../../../store/kv/index/mod.ts";
import { KvSearchSource } from "../../../../store/kv/tickets/search_source.ts";
import { assertConsistent } from "../../audit.ts";
import { HOST, openTestDesk } from "../../open_test_desk.ts";
import type { Store } from "../../../../store/kv/commit/mod.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";

const BY = { by: HOST };
const EMAIL = "zebulon.quux@quuxmail.example";

/** Words that only the customer's data have. */
const SECRETS = [
  "zebulon",
  "quux",
  "plumbus",
  "wumpscut",
  "frobnitz",
  "xyzzyland",
  "gronkified",
  "snorkmaiden",
  "fleemjob",
  "hrungextern",
  "blorpfield",
];

/** Fills a desk with a customer whose words are everywhere, and with another one. */
async function fill(desk: Desk): Promise<void> {
  await desk.customers.create({ email: EMAIL, name: "Zebulon Quux", notes: "Collects wumpscut" }, BY);
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const own = { customer: EMAIL, tags: ["billing"] };
  const first = await desk.tickets.create(
    { subject: "Plumbus broken", description: "My frobnitz is gone", ...own },
    { ...BY, idempotencyKey: "one" },
  );
  const second = await desk.tickets.create(
    { subject: "Plumbus again", description: "Still frobnitz", customer: EMAIL },
    BY,
  );
  const kept = await desk.tickets.create({ subject: "Refund of a kettle", customer: "ada@example.com" }, BY);
  await desk.tickets.addComment(first.id, { kind: "customer", author: EMAIL, body: "Greetings from xyzzyland" }, BY);
  await desk.tickets.addComment(first.id, { kind: "note", author: "dana", body: "They are gronkified" }, BY);
  const bytes = new TextEncoder().encode("snorkmaiden ".repeat(20_000));
  await desk.tickets.editComment(first.id, 2, { body: "They are zebulonized" }, BY);
  await desk.tickets.editComment(first.id, 1, { retract: true }, BY);
  await desk.tickets.update(first.id, { description: "My wumpscut is gone" }, BY);
  const fields = { plan: { type: "choice", choices: ["Free", "Pro"] }, product: { type: "text" } };
  await desk.settings.change(() => ({ fields }), BY);
  await desk.tickets.update(first.id, { custom: { plan: "Pro", product: "A blorpfield" } }, BY);
  await desk.tickets.update(second.id, { custom: { product: "Another blorpfield" } }, BY);
  await desk.tickets.attach(first.id, { name: "fleemjob.txt", type: "text/plain", bytes }, BY);
  await desk.tickets.escalate(first.id, { priority: "high", reason: "Plumbus", note: "frobnitz" }, BY);
  await desk.tickets.update(first.id, { subject: "Plumbus broken twice" }, BY);
  await desk.tickets.recordRefusal(first.id, {
    ...BY,
    requests: [{ asked: "person", question: "Merge plumbus?", outcome: "declined" }],
  });
  await desk.tickets.merge(second.id, kept.id, BY);
  await desk.tickets.close(first.id, "Sent a new plumbus", BY);
  await desk.customers.update(EMAIL, { notes: "Collects wumpscut and frobnitz" }, BY);
  const change = { tool: "update_account", email: EMAIL, revision: 2, update: { status: "suspended" } } as const;
  await desk.drafts.save("Dana", { name: `ticket ${first.id}`, content: "Hello Zebulon", ticket_id: first.id });
  await desk.drafts.save("Dana", {
    name: "form create",
    content: JSON.stringify({ customer: EMAIL, subject: "plumbus" }),
  });
  await desk.approvals.request({ change, question: "Suspend Zebulon?" }, BY);
  await desk.archive.importTickets([{
    ticket: { ...own, subject: "Plumbus old", status: "closed", resolution: "Plumbus", external_id: "hrungextern:7" },
  }], HOST);
}

/** Lists the secrets that the files of a store have. */
async function findSecrets(folder: string): Promise<string[]> {
  const found = new Set<string>();
  for await (const { name } of Deno.readDir(folder)) {
    const text = new TextDecoder("latin1").decode(await Deno.readFile(`${folder}/${name}`)).toLowerCase();
    for (const secret of SECRETS) if (text.includes(secret)) found.add(secret);
  }
  return [...found];
}

Deno.test("an erasure removes every word of a customer, from reads and from the bytes of the files", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const desk = await openDesk(path);
  await fill(desk);
  assert.deepEqual((await findSecrets(folder.path)).toSorted(), SECRETS.toSorted());
  const before = await desk.tickets.getStats();
  const preview = await desk.erasures.preview(EMAIL);
  assert.deepEqual([preview.tickets, preview.comments, preview.files], [3, 2, 1]);

  const erased = await desk.erasures.erase(EMAIL, preview.state, BY);
  const { email, tickets, comments, files, mentions, remainder } = erased;
  assert.deepEqual({ email, tickets, comments, files, mentions, remainder }, {
    email: "erased-1@erased.invalid",
    tickets: 3,
    comments: 2,
    files: 1,
    mentions: [],
    remainder: null,
  });
  assert.deepEqual(await findSecrets(folder.path), [], "while the desk is open");
  assert.deepEqual(await desk.tickets.getStats(), before);
  const ticket = await desk.tickets.get("1");
  assert.deepEqual(
    [ticket.subject, ticket.description, ticket.customer, ticket.status, ticket.resolution, ticket.comment_count],
    ["Erased", "", "erased-1@erased.invalid", "closed", "Erased", 2],
  );
  assert.deepEqual((await desk.tickets.listEvents("1")).items.at(-1)!.what, "erased");
  assert.deepEqual(ticket.custom, { plan: "Pro" }, "a choice is not a word of the customer");
  const [note] = (await desk.tickets.listComments("3")).items;
  assert.equal(note!.body, "Ticket #2 was merged into this one.");
  for (const secret of SECRETS) assert.deepEqual((await desk.tickets.search(secret)).items, [], secret);
  const account = await desk.customers.get(email);
  assert.deepEqual([account.name, account.notes], ["Erased customer", "Erased: 3 tickets, 2 comments, 1 file."]);
  const [tombstone] = (await desk.customers.listEvents(email)).items;
  assert.deepEqual([tombstone!.what, tombstone!.by.name], ["erased", HOST.name]);
  assert.deepEqual((await desk.approvals.list({})).items, []);
  await desk.close();

  assert.deepEqual(await findSecrets(folder.path), [], "after it was closed");
  const { findings } = await checkStore({ kind: "file", path });
  assert.deepEqual(findings, []);
});

Deno.test("an erasure leaves other customers alone, and names tickets that mention the address", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const { id } = await desk.tickets.create(
    { subject: "Shared account", description: `I use it with ${EMAIL}.`, customer: "ada@example.com" },
    BY,
  );
  const before = await Array.fromAsync(desk.archive.exportCustomerTickets("ada@example.com"));
  const { state } = await desk.erasures.preview(EMAIL);
  const { mentions } = await desk.erasures.erase(EMAIL, state, BY);
  assert.deepEqual(mentions, [id]);
  const after = await Array.fromAsync(desk.archive.exportCustomerTickets("ada@example.com"));
  assert.deepEqual(after.at(-1), before.at(-1));
  assert.equal(after[0]!.events.at(-1)!.what, "erased", "a merged note was erased");
});

Deno.test("an erasure of an unknown customer is rejected", async () => {
  await using desk = await openTestDesk();
  const error = /Customer zebulon\.quux@quuxmail\.example not found\./;
  await assert.rejects(desk.erasures.preview(EMAIL), error);
  await assert.rejects(desk.erasures.erase(EMAIL, "", BY), error);
});

Deno.test("an erasure of a customer with open tickets is previewed, but rejected, and changes nothing", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const closed = await desk.erasures.preview(EMAIL);
  await desk.tickets.reopen("1", "Again", BY);
  const before = await Array.fromAsync(desk.archive.exportTickets());
  const { open, state, tickets, files } = await desk.erasures.preview(EMAIL);
  assert.deepEqual([closed.open, open, tickets, files], [[], ["1"], closed.tickets, closed.files]);
  await assert.rejects(
    desk.erasures.erase(EMAIL, state, BY),
    /has tickets that are not closed: #1\. Nothing was erased\. Close them first\.$/,
  );
  assert.deepEqual(await Array.fromAsync(desk.archive.exportTickets()), before);
});

Deno.test("an erasure needs the state of the preview", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const { state } = await desk.erasures.preview(EMAIL);
  await desk.tickets.addComment("1", { kind: "note", author: "dana", body: "One more thing" }, BY);
  await assert.rejects(desk.erasures.erase(EMAIL, state, BY), /was changed since the preview\. Nothing was erased\./);
  assert.equal((await desk.customers.get(EMAIL)).name, "Zebulon Quux");
});

Deno.test("a customer cannot be erased twice, and can come back as a new one", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const { state } = await desk.erasures.preview(EMAIL);
  const { email } = await desk.erasures.erase(EMAIL, state, BY);
  await assert.rejects(desk.erasures.preview(EMAIL), /not found/);
  await assert.rejects(desk.erasures.preview(email), /is already erased/);
  await desk.tickets.create({ subject: "Hello again", customer: EMAIL }, BY);
  await desk.tickets.close("5", "Hello", BY);
  const again = await desk.erasures.preview(EMAIL);
  assert.equal(again.tickets, 1);
  assert.equal((await desk.erasures.erase(EMAIL, again.state, BY)).email, "erased-2@erased.invalid");
});

Deno.test("repeated calls do not bring an erased customer back", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const first = { subject: "Plumbus broken", description: "My frobnitz is gone", customer: EMAIL, tags: ["billing"] };
  const message = { customer: EMAIL, message: "My plumbus" };
  const received = await desk.tickets.receive(message, { ...BY, idempotencyKey: "sent" });
  await desk.tickets.close(received.ticket_id, "Sent", BY);
  const { state } = await desk.erasures.preview(EMAIL);
  await desk.erasures.erase(EMAIL, state, BY);
  const before = await desk.tickets.getStats();
  const repeat = desk.tickets.create(first, { ...BY, idempotencyKey: "one" });
  await assert.rejects(
    repeat,
    /key "one" was carried out before, and its customer was erased since\. Nothing was changed/,
  );
  assert.deepEqual(await desk.tickets.receive(message, { ...BY, idempotencyKey: "sent" }), received);
  assert.deepEqual(await desk.tickets.getStats(), before);
});

Deno.test("nothing can be written to an erased customer or their tickets", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  await desk.erasures.erase(EMAIL, (await desk.erasures.preview(EMAIL)).state, BY);
  const email = "erased-1@erased.invalid";
  const other = await desk.tickets.create({ subject: "Kettle again", customer: "ada@example.com" }, BY);
  const before = await Array.fromAsync(desk.archive.exportTickets());
  const comment = { kind: "note", body: "Words" } as const;
  const file = { name: "a.txt", type: "text/plain", bytes: new Uint8Array(3) };
  const ticket = /The customer of ticket #1 was erased, and the ticket cannot change\. Create a new ticket instead/;
  const address = /erased\.invalid is for erased customers\. Use the customer's own address\./;
  const writes: [() => Promise<unknown>, RegExp][] = [
    [() => desk.tickets.addComment("1", comment, BY), ticket],
    [() => desk.tickets.addComment("1", { ...comment, kind: "customer", author: "ada@example.com" }, BY), ticket],
    [() => desk.tickets.reopen("1", "Again", BY), ticket],
    [() => desk.tickets.update("1", { subject: "Plumbus" }, BY), ticket],
    [() => desk.tickets.attach("1", file, BY), ticket],
    [() => desk.tickets.create({ subject: "Plumbus", customer: email }, BY), address],
    [() => desk.customers.create({ name: "Zebulon", email: "other@erased.invalid" }, BY), address],
    [
      () => desk.customers.update(email, { notes: "Plumbus" }, BY),
      /Customer erased-1@\S+ was erased, and the account cannot/,
    ],
    [() => desk.tickets.merge(other.id, "1", BY), /closed/],
  ];
  for (const [write, error] of writes) await assert.rejects(write(), error);
  assert.deepEqual(await Array.fromAsync(desk.archive.exportTickets()), before);
  assert.equal((await desk.customers.get(email)).revision, 1);
});

Deno.test("an erasure names articles and settings that have the address, and leaves them", async () => {
  await using desk = await openTestDesk();
  await desk.customers.create({ email: EMAIL, name: "Zebulon" }, BY);
  await desk.knowledge.save(null, { title: "Plumbus", body: `Ask ${EMAIL.toUpperCase()}.` }, BY);
  await desk.knowledge.save(null, { title: "Kettle", body: "Heat the water." }, BY);
  await desk.settings.change(() => ({ views: { zeb: { query: `customer:${EMAIL}` } } }), BY);
  const { elsewhere } = await desk.erasures.erase(EMAIL, (await desk.erasures.preview(EMAIL)).state, BY);
  assert.deepEqual(elsewhere, ["article plumbus", "the settings"]);
});

Deno.test("a ticket can be reopened after the customer whose ticket it was merged into is erased", async () => {
  await using desk = await openTestDesk();
  await desk.tickets.create({ subject: "Plumbus", customer: EMAIL }, BY);
  const { id } = await desk.tickets.create({ subject: "Kettle", customer: "ada@example.com" }, BY);
  await desk.tickets.merge(id, "1", BY);
  await desk.tickets.close("1", "Done", BY);
  await desk.erasures.erase(EMAIL, (await desk.erasures.preview(EMAIL)).state, BY);
  assert.equal((await desk.tickets.reopen(id, "It leaks", BY)).status, "open");
  const { items } = await desk.tickets.listComments("1");
  assert.deepEqual(items.filter(({ body }) => body.includes("It leaks")), []);
});

Deno.test("a granted approval erases the customer, and loses the address", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const { revision, state } = await desk.erasures.preview(EMAIL);
  const change = { tool: "erase_customer", email: EMAIL, revision, state } as const;
  const { approval } = await desk.approvals.request({ change, question: `Erase ${EMAIL}?` }, BY);
  const by = { kind: "person", name: "Dana", version: null } as const;
  const granted = await desk.approvals.grant(approval.id, { by, via: "terminal" });
  assert.equal(granted.state, "granted");
  await assert.rejects(desk.customers.get(EMAIL), /not found/);
  const kept = await desk.approvals.get(approval.id);
  assert.deepEqual([kept.state, kept.question], ["granted", "Erased"]);
  assert.doesNotMatch(JSON.stringify(kept), /zebulon/i);
  const [tombstone] = (await desk.customers.listEvents("erased-1@erased.invalid")).items;
  assert.deepEqual(tombstone!.answers, [
    { asked: "person", question: "Erased", outcome: "accepted", via: "terminal", by: "Dana" },
  ]);
});

Deno.test("an approval of an erasure expires if a ticket has changed", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const { revision, state } = await desk.erasures.preview(EMAIL);
  const change = { tool: "erase_customer", email: EMAIL, revision, state } as const;
  const { approval } = await desk.approvals.request({ change, question: "Erase?" }, BY);
  await desk.tickets.addComment("1", { kind: "note", author: "dana", body: "One more thing" }, BY);
  const by = { kind: "person", name: "Dana", version: null } as const;
  const decided = await desk.approvals.grant(approval.id, { by, via: "terminal" });
  assert.deepEqual([decided.state, /changed since the preview/.test(decided.reason!)], ["expired", true]);
  assert.equal((await desk.customers.get(EMAIL)).name, "Zebulon Quux");
});

Deno.test("an interrupted erasure can be repeated, wherever it ended", async () => {
  for (let commits = 1, isComplete = false; !isComplete; commits++) {
    await using store = await openTestStore();
    await store.customers.create({ email: EMAIL, name: "Zebulon" }, BY);
    await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
    await store.tickets.create({ subject: "Plumbus", description: "frobnitz", customer: EMAIL }, BY);
    await store.tickets.create({ subject: "Kettle", customer: "ada@example.com" }, BY);
    await store.tickets.addComment("1", { kind: "note", author: "dana", body: "gronkified" }, {
      ...BY,
      idempotencyKey: "k",
    });
    await store.tickets.merge("1", "2", BY);
    await store.tickets.addComment("2", { kind: "customer", author: EMAIL, body: "A wumpscut" }, BY);
    const { whole, failing } = createInterrupted(store, commits);
    const { state } = await whole.preview(EMAIL);
    isComplete = await failing.erase(EMAIL, state, BY).then(() => true, () => false);
    if (!isComplete) {
      const again = await whole.preview(EMAIL).then(({ state }) => state);
      await whole.erase(EMAIL, again, BY);
    }
    await assertConsistent(store.kv);
    const rows = JSON.stringify(
      await Array.fromAsync(store.kv.list({ prefix: [] }), ({ key, value }) => [key, value]),
      (_name, value) => typeof value === "bigint" ? Number(value) : value instanceof Uint8Array ? [] : value,
    );
    assert.doesNotMatch(rows, /zebulon|quux|plumbus|frobnitz|gronkified|wumpscut/i, `after ${commits} commits`);
    assert.ok(commits < 50);
  }
});

/** Creates an erasure on a store that fails after a number of commits. */
function createInterrupted(store: TestStore, commits: number): { whole: KvErasures; failing: KvErasures } {
  const merger = new IndexMerger(store);
  const parts = {
    searchSource: new KvSearchSource(store.kv),
    mergeIndex: () => merger.mergeNow(),
    cleanFiles: () => Promise.resolve(null),
  };
  let left = commits;
  const commit: Store["commits"]["commit"] = (rule, options) =>
    left-- > 0 ? store.commits.commit(rule, options) : Promise.reject(new Error("Interrupted"));
  return { whole: new KvErasures(store, parts), failing: new KvErasures({ ...store, commits: { commit } }, parts) };
}

async function createClosed(store: TestStore, subject: string): Promise<void> {
  const { id } = await store.tickets.create({ subject, customer: EMAIL }, BY);
  await store.tickets.close(id, "Done", BY);
}

Deno.test("a resumed erasure leaves tickets that came in or changed since, until they are approved as well", async () => {
  await using store = await openTestStore();
  for (const subject of ["Plumbus", "Frobnitz", "Gronk"]) await createClosed(store, subject);
  const { whole, failing } = createInterrupted(store, 1);
  const { state } = await whole.preview(EMAIL);
  await assert.rejects(failing.erase(EMAIL, state, BY), /Interrupted/);
  await store.tickets.create({ subject: "My phone is stolen", customer: EMAIL }, BY);
  await store.tickets.addComment("2", { kind: "note", author: "dana", body: "They called again" }, BY);

  const rest = await whole.preview(EMAIL);
  assert.deepEqual([rest.tickets, rest.state], [3, ""]);
  const stay =
    /Tickets of zebulon\S+ came in or changed during the erasure, and stay: #2, #4\. The others are erased\. Close/;
  await assert.rejects(
    whole.erase(EMAIL, state, BY),
    /A ticket of .+ was changed since the preview\. Nothing more was/,
  );
  await assert.rejects(whole.erase(EMAIL, rest.state, BY), stay);
  const subjects = async () =>
    await Promise.all(["1", "2", "3", "4"].map(async (id) => (await store.tickets.get(id)).subject));
  assert.deepEqual(await subjects(), ["Erased", "Frobnitz", "Erased", "My phone is stolen"]);
  assert.equal((await store.tickets.listComments("2")).items[0]!.body, "They called again");
  assert.equal((await store.customers.get(EMAIL)).email, EMAIL);

  await store.tickets.close("4", "Blocked it", BY);
  await assert.rejects(whole.erase(EMAIL, "", BY), /and stay: #2, #4\. The others are erased\. Repeat the erasure/);
  const more = await whole.preview(EMAIL);
  assert.deepEqual([more.tickets, more.comments], [4, 1]);
  await store.tickets.addComment("4", { kind: "note", author: "dana", body: "One more" }, BY);
  await assert.rejects(whole.erase(EMAIL, more.state, BY), /changed since the preview/);
  const erased = await whole.erase(EMAIL, (await whole.preview(EMAIL)).state, BY);
  assert.deepEqual([erased.tickets, erased.comments, erased.email], [4, 2, "erased-1@erased.invalid"]);
  assert.deepEqual(await subjects(), ["Erased", "Erased", "Erased", "Erased"]);
  assert.equal((await store.customers.get(erased.email)).notes, "Erased: 4 tickets, 2 comments, 0 files.");
  const { items } = await store.customers.listEvents(erased.email);
  assert.deepEqual(items.map(({ what }) => what), ["erased", "erased"]);
  await assertConsistent(store.kv);
});

Deno.test("a check of a half erased store finds the erasure, and nothing lost", async () => {
  const kinds = new Set<string>();
  for (let commits = 1, isComplete = false; !isComplete; commits++) {
    await using store = await openTestStore();
    await createClosed(store, "Plumbus");
    await store.tickets.addComment("1", { kind: "note", body: "gronkified" }, BY);
    const { whole, failing } = createInterrupted(store, commits);
    const { state } = await whole.preview(EMAIL);
    isComplete = await failing.erase(EMAIL, state, BY).then(() => true, () => false);
    const { kept } = (await checkRows(new KeyValueRows(store.kv))).findings;
    assert.equal(kept.some(({ problem }) => problem.includes(`support-mcp erase ${EMAIL}`)), !isComplete);
    for (const { kind } of kept) kinds.add(kind);
    assert.ok(commits < 50);
  }
  assert.deepEqual([...kinds].toSorted(), ["derived", "erasure"]);
});

Deno.test("a granted approval of an interrupted erasure names the command that finishes it", async () => {
  await using store = await openTestStore();
  await createClosed(store, "Plumbus");
  const { whole, failing } = createInterrupted(store, 2);
  const approvals = new KvApprovals(store, null, { erasures: failing, batches: new KvBatches(store) });
  const { revision, state } = await whole.preview(EMAIL);
  const change = { tool: "erase_customer", email: EMAIL, revision, state } as const;
  const { approval } = await approvals.request({ change, question: "Erase?" }, BY);
  const by = { kind: "person", name: "Dana", version: null } as const;
  await assert.rejects(approvals.grant(approval.id, { by, via: "terminal" }), /Interrupted/);
  const { state: decided, reason } = await approvals.get(approval.id);
  assert.deepEqual([decided, /finish it: support-mcp erase zebulon/.test(reason ?? "")], ["granted", true]);
  const rest = await whole.preview(EMAIL);
  assert.equal(rest.isResumed, true);
  await whole.erase(EMAIL, rest.state, BY);
  assert.equal((await approvals.get(approval.id)).reason, null);
});

Deno.test("a customer who comes back after their account is deleted is new, even if the erasure has not ended", async () => {
  for (let commits = 1, isComplete = false, returns = 0; !isComplete || returns === 0; commits++) {
    await using store = await openTestStore();
    await createClosed(store, "Plumbus");
    const { whole, failing } = createInterrupted(store, commits);
    const { state } = await whole.preview(EMAIL);
    isComplete = await failing.erase(EMAIL, state, BY).then(() => true, () => false);
    const isDeleted = await store.customers.get(EMAIL).then(() => false, () => true);
    await store.tickets.create({ subject: "Hello again", customer: EMAIL }, BY);
    if (!isComplete && isDeleted) {
      returns++;
      await whole.erase(EMAIL, (await whole.preview(EMAIL)).state, BY);
    }
    assert.equal((await store.tickets.get("2")).subject, "Hello again");
    assert.equal((await store.customers.get(EMAIL)).email, EMAIL);
    if (isComplete || isDeleted) await assertConsistent(store.kv);
    assert.ok(commits < 50);
  }
});

Deno.test("a ticket of a thousand comments is erased, even while another process has the store open", async () => {
  await using folder = await TemporaryFolder.create();
  const desk = await openDesk(folder.file("desk.db"));
  const other = await openDesk(folder.file("desk.db"));
  await desk.customers.create({ email: EMAIL, name: "Zebulon Quux" }, BY);
  const comments = Array.from({ length: 1_000 }, (_, index) => ({
    author: EMAIL,
    kind: "customer" as const,
    body: `Plumbus xyzzyland${index}`,
  }));
  const ticket = { subject: "Plumbus", customer: EMAIL, status: "closed", resolution: "frobnitz" } as const;
  const [result] = await desk.archive.importTickets([{ ticket, comments }], HOST);
  assert.equal(result!.outcome, "added");
  assert.equal((await other.tickets.search("xyzzyland77")).items.length, 1);
  const { state } = await other.erasures.preview(EMAIL);
  const { comments: count, remainder } = await other.erasures.erase(EMAIL, state, BY);
  assert.deepEqual([count, remainder], [1_000, null]);
  assert.deepEqual(await findSecrets(folder.path), []);
  assert.equal((await desk.tickets.get("1")).subject, "Erased");
  assert.deepEqual((await desk.tickets.search("xyzzyland77")).items, []);
  await desk.close();
  await other.close();
});

Deno.test("an erasure removes the address from tickets that another customer has now, with what the erased one wrote", async () => {
  await using store = await openTestStore();
  const { customers, tickets } = store;
  for (const email of [EMAIL, "ada@example.com"]) await customers.create({ email, name: "x" }, BY);
  const { id } = await tickets.create({ subject: "Lid of a kettle", customer: EMAIL }, BY);
  await tickets.update(id, { customer: "ada@example.com" }, BY);
  await tickets.addComment(id, { kind: "customer", author: EMAIL, body: "It is broken" }, BY);
  const { whole: erasures } = createInterrupted(store, Infinity);
  const { email: placeholder } = await erasures.erase(EMAIL, (await erasures.preview(EMAIL)).state, BY);
  const history = await tickets.listEvents(id);
  assert.ok(!JSON.stringify(history).includes(EMAIL));
  assert.deepEqual(history.items[1]!.before, { customer: placeholder });
  const [comment] = (await tickets.listComments(id)).items;
  assert.deepEqual([comment!.author, comment!.body], [placeholder, "Erased"]);
  assert.deepEqual((await tickets.get(id)).customer, "ada@example.com");
  await assertConsistent(store.kv);
});

Deno.test("an erasure removes what merges said of a ticket that was the customer's", async () => {
  await using store = await openTestStore();
  const { customers, tickets } = store;
  for (const email of [EMAIL, "ada@example.com"]) await customers.create({ email, name: "x" }, BY);
  const { id } = await tickets.create({ subject: "Lid of a kettle", customer: EMAIL }, BY);
  const { id: target } = await tickets.create({ subject: "Kettle", customer: "ada@example.com" }, BY);
  const question = `Close it as a duplicate? "Lid of a kettle" from "${EMAIL}"`;
  const requests: RequestRecord[] = [{ asked: "person", question, outcome: "accepted" }];
  await tickets.merge(id, target, { ...BY, requests });
  await tickets.update(id, { customer: "ada@example.com" }, BY);
  const { whole: erasures } = createInterrupted(store, Infinity);
  const { mentions } = await erasures.erase(EMAIL, (await erasures.preview(EMAIL)).state, BY);
  assert.deepEqual(mentions, []);
  for (const number of [id, target]) {
    assert.ok(!JSON.stringify(await tickets.listEvents(number)).includes(EMAIL));
  }
  const [note] = (await tickets.listComments(target)).items;
  assert.equal(note!.body, `Ticket #${id} was merged into this one.`);
  await assertConsistent(store.kv);
});

Deno.test("an erasure removes the question about a merge from the ticket that the customer's was merged into", async () => {
  await using store = await openTestStore();
  const { customers, tickets } = store;
  for (const email of [EMAIL, "ada@example.com"]) await customers.create({ email, name: "x" }, BY);
  const { id } = await tickets.create({ subject: "Wumpscut", customer: EMAIL }, BY);
  const { id: target } = await tickets.create({ subject: "Kettle", customer: "ada@example.com" }, BY);
  const requests: RequestRecord[] = [{ asked: "person", question: `"Wumpscut" from "${EMAIL}"`, outcome: "accepted" }];
  await tickets.merge(id, target, { ...BY, requests });
  const { whole: erasures } = createInterrupted(store, Infinity);
  await erasures.erase(EMAIL, (await erasures.preview(EMAIL)).state, BY);
  for (const number of [id, target]) {
    assert.doesNotMatch(JSON.stringify(await tickets.listEvents(number)), /Wumpscut|zebulon/);
  }
  await assertConsistent(store.kv);
});

Deno.test("an erasure removes the questions about merges into the customer's ticket from the other tickets", async () => {
  await using store = await openTestStore();
  const { customers, tickets } = store;
  for (const email of [EMAIL, "ada@example.com"]) await customers.create({ email, name: "x" }, BY);
  const { id: target } = await tickets.create({ subject: "Wumpscut", customer: EMAIL }, BY);
  const { id } = await tickets.create({ subject: "Kettle", customer: "ada@example.com" }, BY);
  const { id: kept } = await tickets.create({ subject: "Lid", customer: "ada@example.com" }, BY);
  const question = `"Wumpscut" from "${EMAIL}"`;
  await tickets.recordRefusal(kept, { ...BY, requests: [{ asked: "person", question, outcome: "declined" }] });
  await tickets.merge(id, target, { ...BY, requests: [{ asked: "person", question, outcome: "accepted" }] });
  await tickets.close(target, "Fixed", BY);
  const { whole: erasures } = createInterrupted(store, Infinity);
  await erasures.erase(EMAIL, (await erasures.preview(EMAIL)).state, BY);
  for (const number of [id, kept, target]) {
    assert.doesNotMatch(JSON.stringify(await tickets.listEvents(number)), /Wumpscut|zebulon/);
  }
  await assertConsistent(store.kv);
});

Deno.test("comments of other customers in an erased ticket keep their author, without their words", async () => {
  await using desk = await openTestDesk();
  await desk.customers.create({ email: EMAIL, name: "Zebulon Quux" }, BY);
  await desk.customers.create({ email: "gil@example.com", name: "Gil" }, BY);
  const { id } = await desk.tickets.create({ subject: "Plumbus", customer: EMAIL }, BY);
  const authors = ["Gil@example.com", "zebulon@home.example", EMAIL];
  for (const author of authors) await desk.tickets.addComment(id, { kind: "customer", author, body: "Frobnitz" }, BY);
  await desk.tickets.close(id, "Done", BY);
  const { state } = await desk.erasures.preview(EMAIL);
  const { email } = await desk.erasures.erase(EMAIL, state, BY);
  const { items } = await desk.tickets.listComments(id);
  assert.deepEqual(items.map(({ author, body }) => `${author}: ${body}`), [
    "gil@example.com: Erased",
    `${email}: Erased`,
    `${email}: Erased`,
  ]);
  assert.doesNotMatch(JSON.stringify([items, await desk.tickets.listEvents(id)]), /zebulon|frobnitz/i);
  const gil = await desk.erasures.preview("gil@example.com");
  const second = await desk.erasures.erase("gil@example.com", gil.state, BY);
  assert.equal((await desk.tickets.listComments(id)).items[0]!.author, second.email);
});
