/** Words that only former texts had: none may show, and none may displace a word that tickets have. */

import assert from "node:assert/strict";
import type { Desk } from "../../../store/mod.ts";
import { BY, createTickets, openDeskWithCustomer } from "../open_test_desk.ts";

/** Returns the corrections and the reasons of a search. */
async function readAnswer(desk: Desk, query: string): Promise<string> {
  const { corrections } = await desk.tickets.search(query);
  return JSON.stringify([corrections, await desk.tickets.explainEmptySearch(query)]);
}

async function correct(desk: Desk, word: string): Promise<string | undefined> {
  return (await desk.tickets.search(word)).corrections[0]?.searched;
}

Deno.test("no correction names a word of a retracted comment", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "Cannot sign in");
  await desk.tickets.addComment(id!, { kind: "note", author: "Dana", body: "The password is badger" }, BY);
  assert.equal(await correct(desk, "badgger"), "badger");
  await desk.tickets.editComment(id!, 1, { retract: true }, BY);
  assert.doesNotMatch(await readAnswer(desk, "badgger"), /"badger"/);
});

Deno.test("no correction names a word of a former subject, or of an erased customer's texts", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "The copper is broken", "Wumpscut wants a refund");
  await desk.tickets.update(id!, { subject: "The kitchen is cold" }, BY);
  assert.doesNotMatch(await readAnswer(desk, "coppper"), /"copper"/);
  assert.equal(await correct(desk, "wumpscutt"), "wumpscut");
  for (const each of ["1", "2"]) await desk.tickets.close(each, "Done", BY);
  await desk.erasures.erase("ada@example.com", (await desk.erasures.preview("ada@example.com")).state, BY);
  assert.doesNotMatch(await readAnswer(desk, "wumpscutt"), /wumpscut"/);
});

Deno.test("a correction prefers a less similar word of the tickets to one that they no longer have", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, "printer", "printer", "printer", "sprinter");
  assert.equal(await correct(desk, "prinnter"), "printer");
  for (const id of ids.slice(0, 3)) await desk.tickets.update(id, { subject: "scanner" }, BY);
  await createTickets(desk, "pointer");
  assert.equal(await correct(desk, "ponter"), "pointer");
  assert.equal(await correct(desk, "prinnter"), undefined);
  await createTickets(desk, "prinster");
  assert.equal(await correct(desk, "prinnter"), "prinster");
});

Deno.test("a correction counts the tickets that have a word now", async () => {
  await using desk = await openDeskWithCustomer();
  const former = await createTickets(desk, "truck", "truck", "truck", "truck", "truck");
  for (const id of former.slice(1)) await desk.tickets.update(id, { subject: "other" }, BY);
  await createTickets(desk, "track", "track", "track");
  assert.equal(await correct(desk, "trck"), "track");
});

Deno.test("a word that tickets no longer have is corrected, and does not keep a compound from being found", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "trasnfer", "transfer");
  assert.equal(await correct(desk, "trasnfer"), undefined);
  await desk.tickets.update(id!, { subject: "other" }, BY);
  assert.equal(await correct(desk, "trasnfer"), "transfer");
  const [login, separate] = await createTickets(desk, "login", "Cannot log in");
  await desk.tickets.update(login!, { subject: "other" }, BY);
  assert.deepEqual((await desk.tickets.search("login")).items.map(({ id }) => id), [separate]);
});
