import assert from "node:assert/strict";
import { BY, openDeskWithCustomer, type TestDesk } from "../../open_test_desk.ts";

const FILLER = "Nothing of interest happened for a long while after that. ".repeat(6);

async function findMatch(desk: TestDesk, query: string) {
  return (await desk.tickets.search(query)).items.map(({ match }) => match);
}

async function openFilledDesk(): Promise<TestDesk> {
  const desk = await openDeskWithCustomer();
  const { id } = await desk.tickets.create({
    subject: "Card was declined",
    description: `${FILLER}The terminal in Lisbon said error E17. ${FILLER}`,
    customer: "ada@example.com",
    tags: ["travel"],
    assignee: "Dana Smith",
  }, BY);
  await desk.tickets.addComment(id, { kind: "note", author: "dana", body: "Asked the acquirer." }, BY);
  await desk.tickets.addComment(id, {
    kind: "customer",
    author: "ada@example.com",
    body: `It works in\nPorto. ${FILLER}`,
  }, BY);
  await desk.tickets.escalate(id, { priority: "high", reason: "Merchant complains", note: "Urgent" }, BY);
  await desk.tickets.close(id, `${FILLER}Unblocked the foreign payments.`, BY);
  return desk;
}

const MATCHES: readonly [query: string, field: string, excerpt: RegExp | null][] = [
  ["declined", "subject", null],
  ["lisbon error", "description", /^… .*The terminal in Lisbon said error E17\. .* …$/],
  ["acquirer", "comment 1", /^Asked the acquirer\.$/],
  ["porto declined terminal", "description", /terminal/],
  ["works Porto", "comment 2", /^It works in Porto\. .* …$/],
  ["unblock payment", "resolution", /^… .*Unblocked the foreign payments\.$/],
  ["complaining merchants", "escalation", /^Merchant complains Urgent$/],
  ["travel", "tags", null],
  ["smith", "assignee", null],
  ["ada", "customer", null],
  ["lisb*", "description", /Lisbon/],
  ['"said error"', "description", /said error/],
  ["lisbno", "description", /Lisbon/],
];

for (const [query, field, excerpt] of MATCHES) {
  Deno.test(`a search for ${query} shows that it matches in ${field}`, async () => {
    await using desk = await openFilledDesk();
    const [match, ...others] = await findMatch(desk, query);
    assert.deepEqual([match?.field, others.length], [field, 0]);
    if (excerpt === null) assert.equal(match!.excerpt, null);
    else assert.match(match!.excerpt!, excerpt);
  });
}

Deno.test("a search shows the customer's name if it matches and the address does not", async () => {
  await using desk = await openDeskWithCustomer();
  await desk.customers.create({ email: "x17@example.com", name: "Grace Hopper" }, BY);
  await desk.tickets.create({ subject: "Hello", customer: "x17@example.com" }, BY);
  assert.deepEqual(await findMatch(desk, "hopper"), [{ field: "customer", excerpt: "Grace Hopper", by: "customer" }]);
});

Deno.test("a search without words, or by the number of a ticket, shows no match", async () => {
  await using desk = await openFilledDesk();
  assert.deepEqual(await findMatch(desk, "status:closed"), [undefined]);
  assert.deepEqual(await findMatch(desk, "#1"), [undefined]);
});

Deno.test("a description that repeats the subject is not shown again", async () => {
  await using desk = await openDeskWithCustomer();
  await desk.tickets.create(
    { subject: "Refund missing", description: "Refund missing", customer: "ada@example.com" },
    BY,
  );
  assert.deepEqual(await findMatch(desk, "refund"), [{ field: "subject", excerpt: null, by: "customer" }]);
});

Deno.test("matches of scripts without spaces are shown", async () => {
  await using desk = await openDeskWithCustomer();
  const description = `${"这里没有什么特别的内容".repeat(20)}我的信用卡不能付款${"这里没有什么特别的内容".repeat(20)}`;
  await desk.tickets.create({ subject: "你好", description, customer: "ada@example.com" }, BY);
  const [match] = await findMatch(desk, "信用卡");
  assert.match(match!.excerpt!, /^… .*我的信用卡不能付款.* …$/);
  assert.ok(match!.excerpt!.length <= 160);
});

Deno.test("of many long texts, only a share is read for each ticket", async () => {
  await using desk = await openDeskWithCustomer();
  const long = "Nothing to see in these many words. ".repeat(540);
  for (let count = 0; count < 12; count++) {
    const subject = `Ticket ${count}`;
    const { id } = await desk.tickets.create({ subject, description: long, customer: "ada@example.com" }, BY);
    await desk.tickets.addComment(id, { kind: "note", author: "dana", body: `${long} last` }, BY);
    await desk.tickets.addComment(id, { kind: "note", author: "dana", body: `A refund. ${long}` }, BY);
  }
  const matches = await findMatch(desk, "refund");
  assert.deepEqual(matches.map((match) => match?.field), Array(12).fill("comment 2"));
  const ends = await findMatch(desk, "last");
  assert.deepEqual(ends, Array(12).fill(undefined), "the ends of first comments are beyond the share");
});
