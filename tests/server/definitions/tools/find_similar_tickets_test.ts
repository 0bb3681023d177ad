import assert from "node:assert/strict";
import { openDesk } from "../../../../store/mod.ts";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

/** Opens a desk with tickets of these subjects. */
async function openDeskWith(...subjects: string[]) {
  const desk = await openDesk(":memory:");
  for (const subject of subjects) await desk.tickets.create({ subject, customer: "ada@example.com" }, BY);
  return { desk, [Symbol.asyncDispose]: () => desk.close() };
}

const listIds = (data: { tickets: { id: string }[] }) => data.tickets.map(({ id }) => id);

Deno.test("find_similar_tickets returns solved tickets first, with the start of the resolution", async () => {
  await using opened = await openDeskWith(
    "My card payment was declined in Lisbon",
    "Card payment declined abroad",
    "Payment with my card is declined",
    "Please change my address",
  );
  const { desk } = opened;
  await desk.tickets.close("3", "Ask the customer to enter the PIN once. ".repeat(20), BY);
  await using connected = await connect({ desk });
  const { text, data } = await call(connected.client, "find_similar_tickets", { ticket_id: "1" });
  assert.deepEqual(listIds(data), ["3", "2"]);
  const [solved, open] = data.tickets;
  assert.equal([...solved.resolution].length, 300);
  assert.match(solved.resolution, /^Ask the customer .*…$/);
  assert.equal(open.resolution, null);
  assert.ok(data.outside_text.includes("tickets[].resolution"));
  assert.match(shortenMarks(text), /^#3 \[closed, .*\nResolution: <team>Ask the customer .*…<\/team>\n#2 \[open, /s);
});

Deno.test("find_similar_tickets compares with a text, and returns at most the limit", async () => {
  await using opened = await openDeskWith("Card declined", "Card lost", "Refund missing", "Card stolen");
  await using connected = await connect({ desk: opened.desk });
  const find = async (input: object) =>
    listIds((await call(connected.client, "find_similar_tickets", { ...input })).data);
  assert.deepEqual(await find({ text: "where is my refund?" }), ["3"]);
  assert.equal((await find({ text: "the card", limit: 2 })).length, 2);
});

Deno.test("find_similar_tickets leaves out the duplicates of the ticket", async () => {
  await using opened = await openDeskWith("Card declined", "Card declined again", "Card declined too");
  const { desk } = opened;
  await desk.tickets.merge("2", "1", BY);
  await using connected = await connect({ desk });
  for (const ticket_id of ["1", "2"]) {
    assert.deepEqual(listIds((await call(connected.client, "find_similar_tickets", { ticket_id })).data), ["3"]);
  }
});

Deno.test("find_similar_tickets finds others beside many duplicates of one ticket", async () => {
  const duplicates = Array.from({ length: 20 }, () => "My card payment was declined");
  await using opened = await openDeskWith("Card payment declined abroad", ...duplicates);
  const { desk } = opened;
  await desk.tickets.close("1", "Ask the customer to enter the PIN.", BY);
  for (let number = 3; number <= 21; number++) await desk.tickets.merge(String(number), "2", BY);
  await using connected = await connect({ desk });
  const find = async (input: object) =>
    listIds((await call(connected.client, "find_similar_tickets", { ...input })).data);
  assert.deepEqual(await find({ text: "My card payment was declined" }), ["1", "2"]);
  assert.deepEqual(await find({ ticket_id: "3" }), ["1"]);
});

Deno.test("find_similar_tickets says so when there is nothing similar", async () => {
  await using opened = await openDeskWith("Card declined", "Refund missing");
  await using connected = await connect({ desk: opened.desk });
  const { text, data } = await call(connected.client, "find_similar_tickets", { ticket_id: "1" });
  assert.deepEqual([text, data], ["No similar tickets found.", { tickets: [] }]);
});

const INVALID: readonly [input: Record<string, unknown>, problem: RegExp][] = [
  [{}, /^Give either ticket_id or text/],
  [{ ticket_id: "1", text: "card" }, /^Give either ticket_id or text/],
  [{ ticket_id: "7" }, /^Ticket #7 not found\. Check the number/],
  [{ ticket_id: "1", limit: 21 }, /limit/],
  [{ text: "x".repeat(5_001) }, /text/],
];

for (const [input, problem] of INVALID) {
  Deno.test(`find_similar_tickets rejects ${JSON.stringify(input).slice(0, 40)}`, async () => {
    await using opened = await openDeskWith("Card declined");
    await using connected = await connect({ desk: opened.desk });
    const { isError, text } = await call(connected.client, "find_similar_tickets", input);
    assert.ok(isError);
    assert.match(text, problem);
  });
}

Deno.test("find_similar_tickets finds none for a text of function words", async () => {
  await using opened = await openDeskWith("The card of the customer", "Cash and the card");
  await using connected = await connect({ desk: opened.desk });
  const { text, data } = await call(connected.client, "find_similar_tickets", { text: "the of and" });
  assert.deepEqual([data.tickets, text], [[], "No similar tickets found."]);
});
