import assert from "node:assert/strict";
import { serialize } from "node:v8";
import { exportCustomerLines } from "../../../../data/jsonl/mod.ts";
import type { Comment } from "../../../../store/mod.ts";
import { BY, HOST } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";
import { getRunCount } from "../../empty_store.ts";
import { openRandomDesk, PEOPLE, type Person, type RandomDesk, toAddress, toTrace } from "./random_desk.ts";

/** Closes the tickets of a customer, who can be erased then. */
async function closeAll({ tickets, archive }: RandomDesk, email: string): Promise<void> {
  for await (const { ticket: { id, status } } of archive.exportCustomerTickets(email)) {
    if (status !== "closed") await tickets.close(id, "Done", BY);
  }
}

/** Reads the comments in tickets of others that have nothing of a person or their tickets, by ticket and number. */
async function readOthers({ archive }: RandomDesk, person: Person): Promise<Map<string, Comment>> {
  const tickets = await Array.fromAsync(archive.exportTickets());
  const own = new Set(tickets.flatMap(({ ticket }) => ticket.customer === toAddress(person) ? [ticket.id] : []));
  const others = new Map<string, Comment>();
  for (const { ticket: { id }, comments } of tickets.filter(({ ticket }) => !own.has(ticket.id))) {
    for (const comment of comments) {
      const merged = /^Ticket #(\d+) \(/.exec(comment.body)?.[1] ?? "";
      const isOwn = own.has(merged) || `${comment.author} ${comment.body}`.search(toTrace(person)) !== -1;
      if (!isOwn) others.set(`${id} ${comment.number}`, comment);
    }
  }
  return others;
}

/** Returns all keys and values of a store as one text. */
async function readRows({ kv }: Pick<RandomDesk, "kv">): Promise<string> {
  let text = "";
  for await (const { key, value } of kv.list({ prefix: [] })) {
    text += `${JSON.stringify(key)} ${serialize(value).toString("latin1")}\n`;
  }
  return text;
}

/** Lists the words of a person that the desk has, and an export of the customer lacks. */
async function listMissing(desk: RandomDesk, person: Person): Promise<string[]> {
  const lines = await Array.fromAsync(exportCustomerLines(desk, toAddress(person)), ({ text }) => JSON.parse(text));
  const exported = lines.map((line) => line.type === "attachment" ? atob(line.base64) : JSON.stringify(line)).join(
    "\n",
  );
  const words = (await readRows(desk)).match(new RegExp(`qz${person}\\d+`, "g")) ?? [];
  assert.ok(words.length > 0);
  return [...new Set(words)].filter((word) => !exported.includes(word));
}

for (let seed = 1; seed <= getRunCount(12); seed++) {
  Deno.test(`an erasure leaves no trace of a customer, and the words of others (desk ${seed})`, async () => {
    await using desk = await openRandomDesk(seed);
    const person = PEOPLE[seed % PEOPLE.length]!;
    const email = toAddress(person);
    await closeAll(desk, email);
    assert.deepEqual(await listMissing(desk, person), []);
    const others = await readOthers(desk, person);

    const { state } = await desk.erasures.preview(email);
    await desk.erasures.erase(email, state, BY);
    const rows = await readRows(desk);
    const traces = [...rows.matchAll(toTrace(person))].map(({ index }) => rows.slice(index - 150, index + 50));
    assert.deepEqual(traces, []);
    const left = await readOthers(desk, person);
    for (const [place, comment] of others) assert.deepEqual([place, left.get(place)], [place, comment]);
    await assert.rejects(desk.erasures.preview(email), /not found/);

    await using copy = await openTestStore();
    await copy.archive.importCustomers(await Array.fromAsync(desk.archive.exportCustomers()), HOST);
    const tickets = await Array.fromAsync(desk.archive.exportTickets());
    const results = await copy.archive.importTickets(tickets, HOST);
    assert.deepEqual(results.filter(({ outcome }) => outcome !== "added"), []);
  });
}
