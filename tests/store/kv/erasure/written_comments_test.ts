import assert from "node:assert/strict";
import { formatErased, formatPreview } from "../../../../commands/erase/mod.ts";
import { ProgressMeter } from "../../../../data/files/mod.ts";
import { exportCustomerLines, openJsonl } from "../../../../data/jsonl/mod.ts";
import { checkStore } from "../../../../store/kv/check/mod.ts";
import { type Desk, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY, HOST, openTestDesk } from "../../open_test_desk.ts";

const PIM = "pim@pimpernel.example";
const BOB = "bob@example.com";

/** Opens a desk with Bob's ticket #1. */
async function fill(desk: Desk): Promise<void> {
  await desk.tickets.create({ subject: "Kettle", customer: BOB }, BY);
}

/** Reads the bytes of a store's files. */
async function readBytes(folder: string): Promise<string> {
  let text = "";
  for await (const { name } of Deno.readDir(folder)) {
    text += new TextDecoder("latin1").decode(await Deno.readFile(`${folder}/${name}`));
  }
  return text.toLowerCase();
}

const SITUATIONS: readonly [what: string, prepare: (desk: Desk) => Promise<unknown>, tickets: number][] = [
  ["a ticket that theirs was merged into", async ({ tickets }) => {
    const message = { customer: PIM, message: "Lovage", reference: "A" };
    const { ticket_id } = await tickets.receive(message, BY);
    await tickets.merge(ticket_id, "1", BY);
    await tickets.receive({ ...message, message: "I am Wumpscut" }, BY);
  }, 1],
  ["another customer's ticket", async ({ customers, tickets }) => {
    await customers.create({ email: PIM, name: "Pim" }, BY);
    await tickets.addComment("1", { kind: "customer", author: PIM, body: "I am Wumpscut" }, BY);
  }, 0],
  ["a ticket that was moved later", async ({ tickets }) => {
    await tickets.create({ subject: "Lid", customer: PIM }, BY);
    await tickets.addComment("2", { kind: "customer", body: "I am Wumpscut" }, BY);
    await tickets.update("2", { customer: BOB }, BY);
  }, 0],
  ["another customer's ticket, without an account", async ({ tickets }) => {
    await tickets.addComment("1", { kind: "customer", author: PIM, body: "I am Wumpscut" }, BY);
  }, 0],
];

for (const [what, prepare, count] of SITUATIONS) {
  Deno.test(`an erasure takes what a customer wrote in ${what}`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = folder.file("desk.db");
    const desk = await openDesk(path);
    const { tickets, erasures, archive } = desk;
    await fill(desk);
    await prepare(desk);
    const { ticket_id: id } = (await archive.exportWrittenComments(PIM))[0]!;
    const kept = await tickets.addComment(id, { kind: "customer", author: BOB, body: "It leaks" }, BY);
    const preview = await erasures.preview(PIM);
    assert.deepEqual([preview.tickets, preview.comments, preview.writtenIn], [count, 1, [id]]);
    assert.match(formatPreview(preview), /1 comment, 0 files \(with .* messages in tickets of other customers: #\d\)/);
    assert.deepEqual(preview.mentions, []);
    assert.match(await readBytes(folder.path), /wumpscut/);

    const erased = await erasures.erase(PIM, preview.state, BY);
    assert.deepEqual([erased.tickets, erased.comments, erased.writtenIn], [count, 1, [id]]);
    const place = count === 0 ? "The account erased-" : "The tickets remain";
    assert.match(formatErased(PIM, erased), /messages in tickets of other customers: #\d\)\. /);
    assert.ok(formatErased(PIM, erased).includes(`). ${place}`));
    const { items } = await tickets.listComments(id);
    const written = items.find(({ author }) => author === erased.email);
    assert.equal(written!.body, "Erased");
    assert.equal(items.find(({ number }) => number === kept.comment.number)!.body, "It leaks");
    assert.deepEqual((await tickets.search("wumpscut")).items, []);
    assert.doesNotMatch(JSON.stringify(await tickets.listEvents(id)), /wumpscut|pimpernel/i);
    await using copy = await openTestDesk();
    await copy.archive.importCustomers(await Array.fromAsync(archive.exportCustomers()), HOST);
    const exported = await Array.fromAsync(archive.exportTickets());
    const outcomes = (await copy.archive.importTickets(exported, HOST)).map(({ outcome }) => outcome);
    assert.deepEqual(new Set(outcomes), new Set(["added"]));
    await desk.close();
    assert.doesNotMatch(await readBytes(folder.path), /wumpscut|pimpernel/);
    assert.deepEqual((await checkStore({ kind: "file", path })).findings, []);
  });
}

Deno.test("a message in another customer's ticket after the preview needs another one", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const write = () => desk.tickets.addComment("1", { kind: "customer", author: PIM, body: "Hello" }, BY);
  await write();
  const { state } = await desk.erasures.preview(PIM);
  await write();
  await assert.rejects(desk.erasures.erase(PIM, state, BY), /was changed since the preview\. Nothing was erased/);
  assert.equal((await desk.erasures.preview(PIM)).comments, 2);
});

Deno.test("an approval erases someone without an account, and a rejected one nothing", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const by = { kind: "person", name: "Dana", version: null } as const;
  const request = async () => {
    await desk.tickets.addComment("1", { kind: "customer", author: PIM, body: "Hello" }, BY);
    const { revision, state } = await desk.erasures.preview(PIM);
    const change = { tool: "erase_customer", email: PIM, revision, state } as const;
    return (await desk.approvals.request({ change, question: `Erase ${PIM}?` }, BY)).approval.id;
  };
  const rejected = await desk.approvals.reject(await request(), null, { by, via: "terminal" });
  assert.equal(rejected.state, "rejected");
  const granted = await desk.approvals.grant(await request(), { by, via: "terminal" });
  assert.deepEqual([granted.state, granted.erased!.comments], ["granted", 2]);
  await assert.rejects(desk.erasures.preview(PIM), /not found/);
});

Deno.test("a preview names the tickets that an erasure names", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  await desk.customers.create({ email: PIM, name: "Pim" }, BY);
  await desk.tickets.addComment("1", { kind: "note", body: `Ask ${PIM} as well` }, BY);
  const { state, mentions } = await desk.erasures.preview(PIM);
  assert.deepEqual(mentions, ["1"]);
  assert.deepEqual((await desk.erasures.erase(PIM, state, BY)).mentions, ["1"]);
});

Deno.test("the words of a merged ticket that was moved and changed since are erased from the note", async () => {
  await using folder = await TemporaryFolder.create();
  const desk = await openDesk(folder.file("desk.db"));
  const { tickets, erasures } = desk;
  await fill(desk);
  await tickets.create({ subject: "Wumpscut", description: "Lovage", customer: PIM }, BY);
  await tickets.merge("2", "1", BY);
  await tickets.update("2", { customer: BOB, subject: "x", description: "x" }, BY);
  await erasures.erase(PIM, (await erasures.preview(PIM)).state, BY);
  await desk.close();
  assert.doesNotMatch(await readBytes(folder.path), /wumpscut|lovage|pimpernel/);
  assert.deepEqual((await checkStore({ kind: "file", path: folder.file("desk.db") })).findings, []);
});

Deno.test("the address of an erased customer cannot write a message", async () => {
  await using desk = await openTestDesk();
  await fill(desk);
  const message = { kind: "customer", author: "erased-1@erased.invalid", body: "Hello" } as const;
  await assert.rejects(desk.tickets.addComment("1", message, BY), /erased\.invalid is for erased customers/);
  assert.deepEqual((await desk.tickets.listComments("1")).items, []);
});

Deno.test("an export of a customer has their messages in tickets of others, and an import ignores them", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openTestDesk();
  await fill(desk);
  await desk.customers.create({ email: PIM, name: "Pim" }, BY);
  await desk.tickets.addComment("1", { kind: "customer", author: PIM, body: "I am Wumpscut" }, BY);
  await desk.tickets.addComment("1", { kind: "customer", body: "I am Bob" }, BY);
  const lines = await Array.fromAsync(exportCustomerLines(desk, PIM), ({ text }) => text);
  const { comments } = JSON.parse(lines[1]!);
  assert.deepEqual(comments.map((each: { ticket_id: string; body: string }) => [each.ticket_id, each.body]), [
    ["1", "I am Wumpscut"],
  ]);
  assert.doesNotMatch(lines.join(""), /bob/i);
  await Deno.writeTextFile(folder.file("pim.jsonl"), lines.join(""));
  const { rows } = await openJsonl(folder.file("pim.jsonl"));
  const kinds = await Array.fromAsync(rows(new ProgressMeter()), (row) => row.kind);
  assert.deepEqual(kinds, ["customer"]);
});
