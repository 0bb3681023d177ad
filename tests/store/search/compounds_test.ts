import assert from "node:assert/strict";
import { createTickets, openDeskWithCustomer, type TestDesk } from "../open_test_desk.ts";

async function find(desk: TestDesk, query: string): Promise<string[]> {
  return (await desk.tickets.search(query)).items.map(({ id }) => id).sort();
}

Deno.test("search() finds compounds that are written as one word or as two", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(
    desk,
    "I cannot log in to my account",
    "The login page is empty",
    "My pass word does not work",
    "Reset my password",
    "Passt das Kennwort?",
    "A log of the payments",
  );
  assert.deepEqual(await find(desk, "login"), ["1", "2"]);
  assert.deepEqual(await find(desk, "log in"), ["1", "2", "6"]);
  assert.deepEqual(await find(desk, "password"), ["3", "4"]);
  assert.deepEqual(await find(desk, "pass word"), ["3", "4"]);
  assert.deepEqual(await find(desk, "login AND page"), ["2"]);
  assert.deepEqual(await find(desk, '"log in"'), ["1"]);
  assert.deepEqual(await find(desk, "login sort:oldest"), ["1", "2"]);
});

Deno.test("search() ranks a ticket with the compound as one with both words", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "My login fails on the phone", "A log fails", "Phone number");
  const { items, corrections } = await desk.tickets.search("log in phone");
  assert.deepEqual([items[0]!.id, corrections], ["1", []]);
});

Deno.test("search() corrects no word that is part of a compound", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "Where is my cashback?", "The backs of cards are blue, cast iron");
  const { items, corrections } = await desk.tickets.search("cash back");
  assert.deepEqual([items[0]!.id, corrections], ["1", []]);
});

Deno.test("search() finds names with a dot, written with it or without", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "Node.js crashes", "nodejs is slow", "The node is down", "ASP.NET and Socket.IO", "aspnet");
  assert.deepEqual(await find(desk, "nodejs"), ["1", "2"]);
  assert.deepEqual(await find(desk, "node.js AND (crashes OR slow)"), ["1", "2"]);
  assert.deepEqual((await desk.tickets.search("Node.js")).items.slice(0, 2).map(({ id }) => id).sort(), ["1", "2"]);
  assert.deepEqual(await find(desk, "asp.net"), ["4", "5"]);
  assert.deepEqual(await find(desk, "aspnet"), ["4", "5"]);
  assert.deepEqual(await find(desk, "node -nodejs"), ["3"]);
  assert.deepEqual(await find(desk, '"nodejs"'), ["2"]);
});
