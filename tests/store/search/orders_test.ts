import assert from "node:assert/strict";
import {
  DeskError,
  PRIORITIES,
  type SearchRequest,
  type TicketSort,
  type TicketSummary,
  TIERS,
} from "../../../store/mod.ts";
import fc from "../../fast_check.ts";
import {
  BY,
  createTickets,
  HOUR,
  MINUTE,
  openDeskWithCustomer,
  openTestDesk,
  type TestDesk,
} from "../open_test_desk.ts";

async function find(desk: TestDesk, query: string, request: SearchRequest = {}): Promise<string[]> {
  return (await desk.tickets.search(query, request)).items.map(({ id }) => id);
}

/** A desk with five tickets, a minute apart: four that are due at different times, and one closed. */
async function openSmallDesk(): Promise<TestDesk> {
  const desk = await openDeskWithCustomer(); // pro: urgent 4 h, high 8 h, medium 24 h, low 48 h
  await createTickets(desk, "card one", "card two", "cash three", "card four", "cash five");
  await desk.tickets.update("1", { priority: "low" }, BY);
  await desk.tickets.update("3", { priority: "urgent", assignee: "Dana Roe" }, BY);
  await desk.tickets.update("4", { priority: "high" }, BY);
  await desk.tickets.close("2", "Done.", BY);
  return desk;
}

const ORDERS: readonly [sort: TicketSort, ids: string[]][] = [
  ["newest", ["5", "4", "3", "2", "1"]],
  ["oldest", ["1", "2", "3", "4", "5"]],
  ["due", ["3", "4", "5", "1", "2"]],
  ["priority", ["3", "4", "5", "1", "2"]],
  ["updated", ["4", "3", "2", "1", "5"]],
  ["relevance", ["5", "4", "3", "2", "1"]],
];

for (const [sort, ids] of ORDERS) {
  Deno.test(`search() sorts by ${sort}, as an argument and in the query, page by page`, async () => {
    await using desk = await openSmallDesk();
    assert.deepEqual(await find(desk, "", { sort }), ids);
    assert.deepEqual(await find(desk, `sort:${sort}`), ids);
    assert.deepEqual((await readPages(desk, "", { sort, limit: 2 })).map(({ id }) => id), ids);
    const expected = ids.filter((id) => ["1", "2", "4"].includes(id));
    if (sort !== "relevance") assert.deepEqual(await find(desk, "card", { sort }), expected);
  });
}

Deno.test("search() by priority goes on after a page that ends within the lowest priority", async () => {
  await using desk = await openDeskWithCustomer();
  for (const subject of ["one", "two", "three"]) {
    await desk.tickets.create({ subject, customer: "ada@example.com", priority: "low" }, BY);
  }
  const pages = await readPages(desk, "", { sort: "priority", limit: 1 });
  assert.deepEqual(pages.map(({ id }) => id), ["1", "2", "3"]);
});

Deno.test("search() takes the order of the request before that of the query", async () => {
  await using desk = await openSmallDesk();
  assert.deepEqual(await find(desk, "sort:oldest", { sort: "due" }), ["3", "4", "5", "1", "2"]);
});

const FILTERS: readonly [query: string, ids: string[]][] = [
  ["due<5h", ["3"]],
  ["due<2h", []],
  ["due>8h", ["5", "1"]],
  ["due:2026-11-02", ["5"]],
  ["due:tomorrow", ["5"]],
  ["-due<5h", ["5", "4", "2", "1"]],
  ["due<9h OR status:closed", ["4", "3", "2"]],
  ["is:unassigned", ["5", "4", "1"]],
  ["is:waiting", ["5", "4", "3", "1"]],
  ["is:overdue", []],
  ["updated>=2026-11-01T09:05Z", ["4", "3", "2", "1"]],
  ["updated<1m", ["5"]],
  ["updated>0m", []],
  ["closed>1h", ["2"]],
  ["closed<1h", []],
  ["closed:today", ["2"]],
  ["-closed:today", ["5", "4", "3", "1"]],
  ["created<2m sort:oldest", ["1", "2", "3", "4"]],
  ["by:test-host", ["5", "4", "3", "2", "1"]],
  ["by:dana", []],
  ["view:overdue", []],
  ["view:unassigned", ["4", "5", "1"]],
  ["view:Waiting card", ["4", "1"]],
  ["view:recently-closed", ["2"]],
  ["-view:unassigned", ["3", "2"]],
  ["view:mine", ["3"]],
];

for (const [query, ids] of FILTERS) {
  Deno.test(`search() finds what ${query} means`, async () => {
    await using desk = await openSmallDesk();
    desk.clock.now += MINUTE;
    assert.deepEqual(await find(desk, query, { getCallerName: () => "Dana Roe" }), ids);
  });
}

Deno.test("search() takes the order of a view, and not that of an excluded one", async () => {
  await using desk = await openSmallDesk();
  const views = { old: { query: "tag:none", sort: "oldest" }, all: { query: "", sort: "oldest" } } as const;
  await desk.settings.change((document) => ({ ...document, views }), BY);
  const newest = ["5", "4", "3", "2", "1"];
  assert.deepEqual(await find(desk, "view:all"), newest.toReversed());
  for (const query of ["-view:old", "NOT view:old", "-(view:old OR tag:x)", "NOT (tag:x OR (view:old tag:y))"]) {
    assert.deepEqual(await find(desk, query), newest, query);
  }
  assert.deepEqual(await find(desk, "-view:old view:all"), newest.toReversed());
});

Deno.test("search() finds and sorts a view without an order as its query", async () => {
  await using desk = await openDeskWithCustomer();
  const texts = ["Card", "The card was lost, the card", "Log in", "Login card lost", "The refund", "Refund, card, pin"];
  for (const [index, subject] of texts.entries()) {
    const { id } = await desk.tickets.create({ subject, customer: "ada@example.com" }, BY);
    await desk.tickets.update(id, { due_at: `${1 + 5 * index % 7}d` }, BY);
  }
  const queries = [
    ...["", "due<999w", "updated<now", "created<now", "card lost", "the card", "log in", "crad", "card due<999w"],
    ...["-card", "card OR refund", "(the card) lost", '"the card" lost', "status:open -card"],
  ];
  const views = Object.fromEntries(queries.flatMap((query, index) => [
    [`v${index}`, { query }],
    [`n${index}`, { query: `view:v${index}` }],
  ]));
  await desk.settings.change((document) => ({ ...document, views }), BY);
  for (const [index, query] of queries.entries()) {
    const { items, corrections } = await desk.tickets.search(query);
    for (const view of [`view:v${index}`, `view:n${index} status:open`, `priority:medium view:v${index}`]) {
      const found = await desk.tickets.search(view);
      assert.deepEqual(found.items.map(({ id }) => id), items.map(({ id }) => id), `${view}: ${query}`);
      assert.deepEqual(found.corrections, corrections, view);
    }
    if (corrections.length > 0) continue; // excluded words are not corrected
    const left = (await desk.tickets.search(`-view:v${index}`)).items;
    assert.equal(left.length + items.length, texts.length, `-view: ${query}`);
  }
});

Deno.test("search() sorts a view of a time by relevance beside words, and by an order that the query asks for", async () => {
  await using desk = await openDeskWithCustomer();
  await desk.settings.change((document) => ({ ...document, views: { late: { query: "due<999w" } } }), BY);
  for (const due_at of ["2d", "1d", "3d"]) {
    const { id } = await desk.tickets.create({ subject: "Late", customer: "ada@example.com" }, BY);
    await desk.tickets.update(id, { due_at }, BY);
  }
  assert.deepEqual(await find(desk, "view:late"), ["2", "1", "3"]);
  for (const query of ["-(view:late late) OR late", "view:late sort:newest", "view:late late"]) {
    assert.deepEqual(await find(desk, query), ["3", "2", "1"], query);
  }
});

Deno.test("is:overdue and due<-1h follow the time, and the longest overdue comes first", async () => {
  await using desk = await openSmallDesk();
  desk.clock.now += 9 * HOUR;
  assert.deepEqual(await find(desk, "is:overdue"), ["3", "4"]);
  assert.deepEqual(await find(desk, "due<-2h"), ["3"]);
  assert.deepEqual(await find(desk, "due<now sort:newest"), ["4", "3"]);
  await desk.tickets.close("3", "Done.", BY);
  assert.deepEqual(await find(desk, "is:overdue"), ["4"]);
});

Deno.test("is:waiting ends with a reply and begins again with a message of the customer", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const comment = (kind: "reply" | "note" | "customer") => desk.tickets.addComment("1", { kind, body: "Text." }, BY);
  assert.deepEqual(await find(desk, "is:waiting"), ["1"]);
  await comment("note");
  assert.deepEqual(await find(desk, "is:waiting"), ["1"]);
  await comment("reply");
  assert.deepEqual(await find(desk, "is:waiting"), []);
  await comment("customer");
  assert.deepEqual(await find(desk, "is:waiting"), ["1"]);
  await desk.tickets.update("1", { status: "pending" }, BY);
  assert.deepEqual(await find(desk, "is:waiting"), []);
});

Deno.test("by: finds authors of comments and of changes, by words of their names or by address", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two", "three");
  const by = (name: string) => ({ by: { kind: "person", name, version: null } as const });
  await desk.tickets.addComment("1", { kind: "note", body: "Text." }, by("Dana Roe"));
  await desk.tickets.update("2", { priority: "high" }, by("Jo Roe"));
  await desk.tickets.addComment("3", { kind: "customer", body: "Text." }, by("Kim"));
  assert.deepEqual(await find(desk, "by:roe"), ["2", "1"]);
  assert.deepEqual(await find(desk, 'by:"dana roe"'), ["1"]);
  assert.deepEqual(await find(desk, "by:jo,kim"), ["3", "2"]);
  assert.deepEqual(await find(desk, "by:ada@example.com"), ["3"]);
  assert.deepEqual(await find(desk, "by:me", { getCallerName: () => "Kim" }), ["3"]);
});

Deno.test("search() uses views of the settings, which may refer to others and replace built-in ones", async () => {
  await using desk = await openSmallDesk();
  await desk.settings.change(() => ({
    views: {
      Cards: { query: "card -status:closed", sort: "oldest" },
      "Due cards": { query: "view:cards sort:due" },
      overdue: { query: "due<9h" },
    },
  }), BY);
  assert.deepEqual(await find(desk, "view:cards"), ["1", "4"]);
  assert.deepEqual(await find(desk, 'view:"due cards"'), ["4", "1"]);
  assert.deepEqual(await find(desk, "view:cards sort:newest"), ["4", "1"]);
  assert.deepEqual(await find(desk, "view:overdue"), ["3", "4"]);
});

const INVALID: readonly [query: string, problem: RegExp][] = [
  [
    "view:overdu",
    /^Cannot parse the query at column 1: "view:overdu": There is no view "overdu" \(did you mean "overdue"\?\)\. Views: /,
  ],
  ["view:", /value is missing/],
  ["sort:age", /"sort" cannot be "age"\. Use one of relevance, newest/],
  ["sort:updatd", /did you mean "updated"/],
  ["-sort:due", /cannot be excluded/],
  ["sort:due sort:newest", /two orders/],
  ["due<2y", /is not a date.*2h or 3d from now, -1d for a day ago/],
  ["updated:7d", /a relative time needs < or >/],
  ["closed>2026-13-01", /is not a date/],
  ["due<99999999d", /is not a date/],
  ["is:late", /Use one of overdue, unassigned, waiting, snoozed, escalated, merged/],
];

for (const [query, problem] of INVALID) {
  Deno.test(`search() explains the problem of ${query}`, async () => {
    await using desk = await openSmallDesk();
    await assert.rejects(
      desk.tickets.search(query),
      (error: unknown) => error instanceof DeskError && error.code === "invalid" && problem.test(error.message),
    );
  });
}

Deno.test("settings reject views that refer to each other in a cycle or to none, and change nothing", async () => {
  await using desk = await openTestDesk();
  const set = (views: Record<string, { query: string }>) => desk.settings.change(() => ({ views }), BY);
  await assert.rejects(set({ a: { query: "view:b" }, b: { query: "x view:a" } }), {
    code: "invalid",
    message: /views\/a\/query is invalid: .*The view "a" refers to itself: a → b → a\. Change one of them/,
  });
  await assert.rejects(set({ a: { query: "view:gone" } }), { code: "invalid", message: /There is no view "gone"/ });
  assert.equal(await desk.settings.readRevision(), null);
});

Deno.test("search() rejects the cursor of another order", async () => {
  await using desk = await openSmallDesk();
  const { cursor } = await desk.tickets.search("", { sort: "due", limit: 1 });
  await assert.rejects(desk.tickets.search("", { sort: "updated", cursor: cursor! }), {
    code: "invalid",
    message: /^cursor belongs to another query/,
  });
});

/** Reads all pages. `between` runs between two of them. */
async function readPages(
  desk: TestDesk,
  query: string,
  request: SearchRequest,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<TicketSummary[]> {
  const found: TicketSummary[] = [];
  let page = await desk.tickets.search(query, request);
  found.push(...page.items);
  while (page.cursor !== null) {
    await between();
    page = await desk.tickets.search(query, { ...request, cursor: page.cursor });
    found.push(...page.items);
  }
  return found;
}

const SORTS = ["newest", "oldest", "due", "priority", "updated"] as const;
const QUERIES = ["", "-status:closed", "is:unassigned", "is:overdue OR priority:high", "updated<2h", "closed>1d"];

Deno.test("all pages have each ticket once that does not change meanwhile, in order, while others write", async () => {
  const property = fc.asyncProperty(
    fc.array(fc.record({ tier: fc.nat(2), priority: fc.nat(3), age: fc.nat(50), state: fc.nat(3) }), { maxLength: 12 }),
    fc.constantFrom(...SORTS),
    fc.constantFrom(...QUERIES),
    fc.array(fc.record({ ticket: fc.nat(11), change: fc.nat(3) }), { maxLength: 6 }),
    fc.integer({ min: 1, max: 4 }),
    async (tickets, sort, query, changes, limit) => {
      await using desk = await openTestDesk();
      for (const tier of TIERS) {
        await desk.customers.create({ email: `${tier}@example.com`, name: tier, account_tier: tier }, BY);
      }
      for (const { tier, priority, age, state } of tickets) {
        desk.clock.now += age * MINUTE * 10;
        const ticket = { subject: "x", customer: `${TIERS[tier]}@example.com`, priority: PRIORITIES[priority]! };
        const { id } = await desk.tickets.create(ticket, BY);
        if (state === 1) await desk.tickets.close(id, "Done.", BY);
        if (state === 2) await desk.tickets.update(id, { assignee: "Dana", status: "on_hold" }, BY);
      }
      desk.clock.now += 5 * MINUTE; // so far from the times in the queries that none passes while pages are read
      const before = (await readPages(desk, query, { sort, limit: 100 })).map(({ id }) => id);
      const touched = new Set<string>();
      const left = [...changes];
      const found = await readPages(desk, query, { sort, limit }, async () => {
        const next = left.pop();
        if (next === undefined) return;
        desk.clock.now += 1_000;
        const id = String(next.ticket + 1);
        touched.add(id);
        if (next.change === 0) {
          touched.add((await desk.tickets.create({ subject: "new", customer: "pro@example.com" }, BY)).id);
        } else if (next.change === 1) await desk.tickets.close(id, "Done.", BY).catch(() => {});
        else if (next.change === 2) await desk.tickets.update(id, { priority: "urgent" }, BY).catch(() => {});
        else await desk.tickets.update(id, { add_tags: ["x"], assignee: null }, BY).catch(() => {});
      });
      const untouched = (ids: string[]) => ids.filter((id) => !touched.has(id));
      assert.deepEqual(untouched(found.map(({ id }) => id)), untouched(before));
    },
  );
  await fc.assert(property, { numRuns: 40 });
});
