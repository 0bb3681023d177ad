import assert from "node:assert/strict";
import { type Desk, openDesk } from "../../../../store/mod.ts";
import { estimateTokens } from "../../../../server/definitions/sizes/mod.ts";
import { removeMarkId } from "../../../../server/marks/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;

for (const era of ERAS) {
  Deno.test(`search_tickets finds tickets by words and filters, newest first (${era})`, async () => {
    await using connected = await connect({ era });
    const search = async (query: string) => {
      const { data } = await call(connected.client, "search_tickets", { query });
      return data.tickets.map(({ id }: { id: string }) => id);
    };
    assert.deepEqual(await search(""), ["43", "42"]);
    assert.deepEqual(await search('"password change" tier:pro'), ["42"]);
    assert.deepEqual(await search("-customer:bob@example.com"), ["42"]);
  });
}

Deno.test("search_tickets returns one line per ticket and a cursor for more", async () => {
  await using connected = await connect();
  await call(connected.client, "update_ticket", { ticket_id: "43", assignee: "dana" });
  const first = await call(connected.client, "search_tickets", { limit: 1 });
  const [line, more] = first.text.split("\n");
  assert.match(
    shortenMarks(line!),
    /^#43 \[open, medium, free\] revision 2, assigned to <team>dana<\/team>, first reply due .*: <customer>bob@.*: Invoice .*<\/customer>$/,
  );
  assert.equal(more, `There may be more: call again with cursor ${first.data.cursor}`);
  const second = await call(connected.client, "search_tickets", { limit: 1, cursor: first.data.cursor });
  assert.deepEqual(second.data.tickets.map(({ id }: { id: string }) => id), ["42"]);
});

Deno.test("every row of a ticket says whether its customer waits for an answer", async () => {
  await using connected = await connect({ unattended: true });
  const { client } = connected;
  const read = async (name: string, input: Record<string, unknown>) => {
    const { text, data } = await call(client, name, input);
    const row = data.ticket ?? data.tickets[0];
    return [row.waiting, text.includes("waiting")];
  };
  assert.deepEqual(await read("update_ticket", { ticket_id: "42", priority: "high" }), [true, true]);
  assert.deepEqual(await read("find_similar_tickets", { text: "invoice" }), [true, true]);
  assert.deepEqual(await read("update_ticket", { ticket_id: "42", status: "pending" }), [undefined, false]);
  await call(client, "update_ticket", { ticket_id: "42", status: "open" });
  assert.deepEqual(await read("claim_next_ticket", { assignee: "Dana" }), [true, true]);
});

Deno.test("search_tickets says which customers wait for an answer", async () => {
  await using connected = await connect();
  const { client, desk } = connected;
  const find = async () => {
    const { text, data } = await call(client, "search_tickets", { query: "export" });
    const [row] = data.tickets;
    return [row.waiting, text.includes(", waiting: <customer_words")];
  };
  const { id } = await desk.tickets.create({ subject: "The export is empty", customer: "alice@example.com" }, {
    by: { kind: "host", name: "test", version: null },
  });
  const write = (kind: string) => call(client, "add_comment", { ticket_id: id, body: "Please look.", kind });
  assert.deepEqual(await find(), [true, true]);
  await write("note");
  assert.deepEqual(await find(), [true, true]);
  await write("reply");
  assert.deepEqual(await find(), [undefined, false]);
  await write("customer");
  assert.deepEqual(await find(), [true, true]);
  await call(client, "close_ticket_tool", { ticket_id: id, resolution: "The filter was wrong." });
  assert.deepEqual(await find(), [undefined, false]);
});

const EMPTY: readonly [query: string, ...reasons: RegExp[]][] = [
  ["xylophone", /^No ticket matches "xylophone"\.$/],
  ["invoice tag:bilingg", /^No ticket matches "tag:bilingg"\.$/],
  ['invoice "load slowly"', /^No ticket matches "load slowly"\.$/, /^Words in quotation marks are searched exactly/],
  ["customer:eve@example.com,max@example.com", /^No ticket matches "customer:eve@/],
  [
    "invoice AND password",
    /^No ticket has all of "invoice", "password"\. Leave out AND to find those with some of them\.$/,
  ],
  ["assignee:me", /^No ticket matches "assignee:me" \(you are "[^"]+"\)\.$/],
  ["tag:x OR tag:y", /^No ticket matches "tag:x"\.$/, /^No ticket matches "tag:y"\.$/],
  [
    "invoice customer:alice@example.com assignee:none priority:medium",
    /^Each part has matches, but not together\. Leave out one of /,
  ],
  [
    "invoice customer:alice@example.com",
    /^Each part has matches, but not together\. Leave out "customer:alice@example\.com"\.$/,
  ],
  [
    "xylophone status=open",
    /^To filter, write status:open instead of "status=open"\.$/,
    /^No ticket matches "xylophone"/,
    /^No ticket matches "status=open"/,
  ],
  ["unassigned on-hold", /write assignee:none instead/, /write status:on_hold instead/, /"unassigned"/, /"on-hold"/],
  ["eve@example.com", /^No ticket matches "eve@example\.com"\.$/],
  ["status:open -status:open", /^The query has "status:open" and excludes it\. Leave out one of the two\.$/],
  ["Status:open NOT (tag:x OR status:open)", /^The query has "Status:open" and excludes it\./],
  ["NOT (NOT tag:bilingg)", /^No ticket matches "tag:bilingg"\.$/],
  ["-status:open -status:closed -status:pending", /^All matches are excluded\./],
  ["tag:*", /^\* stands for other letters only at the end/, /^No ticket matches "tag:\*"\.$/],
  ["tag:bil*ng", /^\* stands for other letters only at the end/, /^No ticket matches "tag:bil\*ng"\.$/],
  ["status:closed", /^No ticket matches "status:closed"\.$/],
  ["created<2001-01-01", /^No ticket matches "created<2001-01-01"\.$/],
  ["due>900d", /^No ticket matches "due>900d"\.$/],
  ['"urgent" -tag:x', /^No ticket matches "urgent"\.$/, /^Words in quotation marks are searched exactly/],
];

for (const [query, ...expected] of EMPTY) {
  Deno.test(`search_tickets explains why ${query} finds nothing, in both forms`, async () => {
    await using connected = await connect();
    const { text, data } = await call(connected.client, "search_tickets", { query });
    assert.deepEqual([data.tickets, data.reasons.length], [[], expected.length], text);
    expected.forEach((reason, index) => assert.match(data.reasons[index], reason));
    assert.equal(text.match(/No tickets? (found|matches)/g)?.length, 1, text);
    for (const reason of data.reasons) {
      assert.ok(text.includes(reason.replace(/^No ticket matches (.*)\.$/, "$1")), text);
    }
    assert.deepEqual(data.outside_text, ["reasons"]);
  });
}

Deno.test("search_tickets says once that nothing matches, with the words of the query in marks", async () => {
  await using connected = await connect();
  const search = async (query: string) =>
    shortenMarks((await call(connected.client, "search_tickets", { query })).text);
  assert.equal(await search("tag:bilingg"), 'No ticket matches <team>"tag:bilingg"</team>.');
  assert.equal(
    await search("tag:bilingg status:closed"),
    'No ticket matches <team>"tag:bilingg" or "status:closed"</team>.',
  );
  assert.match(
    await search("-status:open -status:pending -status:closed"),
    /^No tickets found\. <team>All matches are excluded\. [^<]*<\/team>$/,
  );
  assert.match(
    await search("unassigned"),
    /^No ticket matches <team>"unassigned"<\/team>\. <team>To filter, write .*<\/team>$/,
  );
});

Deno.test("search_tickets explains nothing if there are results, or the query is empty", async () => {
  await using connected = await connect();
  const found = await call(connected.client, "search_tickets", { query: "invoice" });
  assert.equal(found.data.reasons, undefined);
});

Deno.test("search_tickets says how to begin, in both forms, if the desk has no tickets at all", async () => {
  const desk = await openDesk(":memory:");
  await using empty = await connect({ desk });
  for (const query of ["", "refund", "view:overdue"]) {
    const { text, data } = await call(empty.client, "search_tickets", { query });
    assert.match(text, /^The desk has no tickets yet\. .*create_ticket.*\nNo tickets found\.$/);
    assert.match(data.notice, /^The desk has no tickets yet\./);
    assert.deepEqual([data.tickets, data.reasons], [[], undefined]);
  }
  await desk.close();
});

Deno.test("search_tickets sorts, and shows how far deadlines are", async () => {
  await using connected = await connect();
  const { client } = connected;
  await call(client, "update_ticket", { ticket_id: "42", priority: "urgent" });
  const search = async (input: Record<string, unknown>) => {
    const { data, text } = await call(client, "search_tickets", input);
    return { ids: data.tickets.map(({ id }: { id: string }) => id), text };
  };
  const due = await search({ sort: "due" });
  assert.deepEqual(due.ids, ["42", "43"]);
  assert.match(
    due.text,
    /^#42 .*, first reply due \d{4}-[^ ]* \(overdue by \d+ days\), waiting: .*\n#43 .* \(overdue by \d+ days\), waiting: /,
  );
  assert.deepEqual((await search({ query: "sort:oldest" })).ids, ["42", "43"]);
  assert.deepEqual((await search({ query: "view:unassigned", sort: "newest" })).ids, ["43", "42"]);
  assert.deepEqual((await search({ query: "is:overdue", sort: "newest" })).ids, ["43", "42"]);
  assert.deepEqual((await search({ query: "-is:overdue" })).ids, []);
  await call(client, "update_ticket", { ticket_id: "43", assignee: "me" });
  assert.deepEqual((await search({ query: "view:mine" })).ids, ["43"]);
  const { isError, text } = await call(client, "search_tickets", { sort: "age" });
  assert.ok(isError);
  assert.match(text, /sort/);
});

Deno.test("search_tickets explains where and why it cannot parse a query", async () => {
  await using connected = await connect();
  const { isError, text } = await call(connected.client, "search_tickets", { query: "refund statsu:open" });
  assert.ok(isError);
  assert.match(text, /statsu/);
  assert.match(text, /status/);
});

Deno.test("search_tickets corrects a misspelled word, and says so in both forms", async () => {
  await using connected = await connect();
  const { text, data } = await call(connected.client, "search_tickets", { query: "invocie" });
  assert.deepEqual(data.tickets.map(({ id }: { id: string }) => id), ["43"]);
  assert.deepEqual(data.corrections, [{ word: "invocie", searched: "invoice" }]);
  assert.match(shortenMarks(text), /^<team>No ticket has "invocie": searched for "invoice" instead\.<\/team>\n#43 /);
});

const INVALID: readonly [query: string, problem: RegExp][] = [
  ["x".repeat(10_000), /query/],
  [
    Array.from({ length: 300 }, (_, index) => `w${index % 10}`).join(" ").slice(0, 1_000),
    /words and filter values \(limit 32\)/,
  ],
  [Array.from({ length: 1_000 }, () => "card").join(" "), /query/],
  ["view:overdu", /There is no view "overdu" \(did you mean "overdue"\?\)/],
  ["due<tomorow", /tomorow/],
  ['"card', /never closed/],
  ["(card", /never closed/],
  ["card)", /never opened/],
  ["prioirty:high", /did you mean "priority"/],
  ["created>2026-02-30", /is not a date/],
  ["card OR", /needs a part after it/],
];

for (const [query, problem] of INVALID) {
  Deno.test(`search_tickets explains the problem in ${query.slice(0, 30)}`, async () => {
    await using connected = await connect();
    const { isError, text } = await call(connected.client, "search_tickets", { query });
    assert.ok(isError);
    assert.match(text, problem);
  });
}

Deno.test("search_tickets takes its own cursor of a query of many words in parts", async () => {
  await using connected = await connect();
  const toLetter = (index: number) => String.fromCharCode(97 + Math.floor(index));
  const parts = Array.from({ length: 330 }, (_, index) => `${toLetter(index / 26)}${toLetter(index % 26)}`);
  const query = `after-${parts.join("-")}`;
  for (const subject of ["After lunch", "After work"]) {
    await call(connected.client, "create_ticket", { subject, customer: "bob@example.com" });
  }
  const find = async (input: object) =>
    (await call(connected.client, "search_tickets", { query, limit: 1, ...input })).data;
  const first = await find({});
  const second = await find({ cursor: first.cursor });
  assert.ok(first.cursor.length > 500);
  assert.notEqual(second.tickets[0].id, first.tickets[0].id);
});

Deno.test("search_tickets rejects the cursor of another query", async () => {
  await using connected = await connect();
  const { data } = await call(connected.client, "search_tickets", { limit: 1 });
  const { isError, text } = await call(connected.client, "search_tickets", { query: "invoice", cursor: data.cursor });
  assert.ok(isError);
  assert.match(text, /^cursor belongs to another query/);
});

Deno.test("search_tickets shows where each ticket matches, with the marks of who wrote it", async () => {
  await using connected = await connect();
  await connected.desk.tickets.addComment("42", { kind: "note", author: "dana", body: "Asked the\nacquirer." }, BY);
  await connected.desk.tickets.addComment("42", { kind: "customer", author: "a@b.c", body: "Still nothing." }, BY);
  const search = async (query: string) => {
    const { text, data } = await call(connected.client, "search_tickets", { query });
    return { lines: shortenMarks(text).split("\n"), ticket: data.tickets[0], outside: data.outside_text };
  };
  const team = await search("acquirer");
  assert.equal(team.lines[1], "Match: comment 1: <team>Asked the acquirer.</team>");
  assert.deepEqual(team.ticket.match, { field: "comment 1", excerpt: "Asked the acquirer.", by: "team" });
  assert.ok(team.outside.includes("tickets[].match.excerpt"));
  const customer = await search("nothing");
  assert.equal(customer.lines[1], "Match: comment 2: <customer>Still nothing.</customer>");
  assert.deepEqual(customer.ticket.match, { field: "comment 2", excerpt: "Still nothing." });
  const subject = await search("invoice");
  assert.deepEqual([subject.lines[1], subject.ticket.match], ["Match: subject", { field: "subject" }]);
});

Deno.test("search_tickets shows times instead of a match when the query has no words", async () => {
  await using connected = await connect();
  const { text, data } = await call(connected.client, "search_tickets", { query: "status:open" });
  assert.doesNotMatch(text, /Match/);
  for (const { match, created_at, updated_at } of data.tickets) {
    assert.deepEqual([match, typeof created_at, typeof updated_at], [undefined, "string", "string"]);
  }
});

Deno.test("search_tickets says what is due with and without words in the query", async () => {
  await using connected = await connect();
  const search = async (query: string) => {
    const { text, data } = await call(connected.client, "search_tickets", { query });
    return { line: shortenMarks(text).split("\n").find((line) => line.startsWith("#43")), ticket: data.tickets.at(-1) };
  };
  const [filtered, found] = [await search("customer:bob@example.com"), await search("invoice")];
  assert.deepEqual([filtered.ticket.match, found.ticket.match], [undefined, { field: "subject" }]);
  assert.match(found.line ?? "", /, first reply due \d{4}-\d\d-\d\d \(/);
  assert.deepEqual([found.line, found.ticket.due_for], [filtered.line, "first_reply"]);
});

const FILLER = "The customer says that it worked yesterday, and that nothing else was changed since then. ".repeat(6);

/** Opens a desk with more tickets than a page shows. */
async function openLongDesk(fields: { assignee?: string; tags?: string[] }): Promise<Desk> {
  const desk = await openDesk(":memory:");
  await desk.archive.importCustomers([{ customer: { email: "ada@example.com", name: "Ada" } }], BY.by);
  const tickets = Array.from({ length: 25 }, (_, index) => ({
    ticket: {
      subject: `Terminal ${index} in Lisbon stops every day`,
      created_at: "2026-01-05T09:30:00.000Z",
      description: `${FILLER}The card was declined with error E${index}. ${FILLER}`,
      customer: "ada@example.com",
      ...fields,
    },
    comments: [{ author: "dana", kind: "note" as const, body: `${FILLER}Refunded to the card.${FILLER}` }],
  }));
  await desk.archive.importTickets(tickets, BY.by);
  return desk;
}

const PAGES: readonly [query: string, fields: { assignee?: string; tags?: string[] }, hits: number][] = [
  ["card declined error", {}, 20],
  ["refunded", {}, 20],
  ["card declined", { assignee: "Dana Smith", tags: ["terminals", "lisbon"] }, 14],
  ["status:open", {}, 17],
  ["is:overdue", { assignee: "Dana Smith", tags: ["terminals", "lisbon"] }, 14],
];

for (const [query, fields, hits] of PAGES) {
  Deno.test(`search_tickets returns ${hits} tickets for ${query} in at most 2,500 tokens of each form`, async () => {
    const desk = await openLongDesk(fields);
    try {
      await using connected = await connect({ desk });
      const { text, data } = await call(connected.client, "search_tickets", { query });
      assert.ok(data.tickets.length >= hits, `${data.tickets.length} hits`);
      const isShort = ({ match }: { match?: { excerpt: string } }) => match !== undefined && match.excerpt.length < 60;
      assert.ok(!data.tickets.some(isShort));
      for (const form of [text, JSON.stringify(data)]) {
        // The id of the marks is random, and has four parts on average.
        const tokens = estimateTokens(
          removeMarkId(form).replaceAll("words id=>", "words id=ab12cd34>").replaceAll("_words >", "_words ab12cd34>"),
        );
        assert.ok(tokens <= 2_500, `about ${tokens} tokens`);
      }
    } finally {
      await desk.close();
    }
  });
}
