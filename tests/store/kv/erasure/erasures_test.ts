import assert from "node:assert/strict";
import { checkStore } from "../../../../store/kv/check/mod.ts";
import { type Desk, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { HOST } from "../../open_test_desk.ts";

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
  "blorptag",
  "fleemjob",
  "hrungextern",
];

/** Fills a desk with a customer whose words are everywhere, and with another one. */
async function fill(desk: Desk): Promise<void> {
  await desk.customers.create({ email: EMAIL, name: "Zebulon Quux", notes: "Collects wumpscut" }, BY);
  await desk.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const own = { customer: EMAIL, tags: ["blorptag"] };
  const first = await desk.tickets.create(
    { subject: "Plumbus broken", description: "My frobnitz is gone", ...own },
    { ...BY, idempotencyKey: "one" },
  );
  const second = await desk.tickets.create({ subject: "Plumbus again", description: "Still frobnitz", customer: EMAIL }, BY);
  const kept = await desk.tickets.create({ subject: "Refund of a kettle", customer: "ada@example.com" }, BY);
  await desk.tickets.addComment(first.id, { kind: "customer", author: EMAIL, body: "Greetings from xyzzyland" }, BY);
  await desk.tickets.addComment(first.id, { kind: "note", author: "dana", body: "They are gronkified" }, BY);
  const bytes = new TextEncoder().encode("snorkmaiden ".repeat(20_000));
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
  const [note] = (await desk.tickets.listComments("3")).items;
  assert.equal(note!.body, "Ticket #2 was merged into this one.");
  for (const secret of SECRETS) assert.deepEqual((await desk.tickets.search(secret)).items, [], secret);
  const account = await desk.customers.get(email);
  assert.deepEqual([account.name, account.notes], ["Erased customer", "Erased: 3 tickets, 2 comments, 1 files."]);
  const [tombstone] = (await desk.customers.listEvents(email)).items;
  assert.deepEqual([tombstone!.what, tombstone!.by.name], ["erased", HOST.name]);
  assert.deepEqual((await desk.approvals.list({})).items, []);
  await desk.close();

  assert.deepEqual(await findSecrets(folder.path), [], "after it was closed");
  const { findings } = await checkStore({ kind: "file", path });
  assert.deepEqual(findings, []);
});
