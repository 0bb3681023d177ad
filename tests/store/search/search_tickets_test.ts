import assert from "node:assert/strict";
import { TIERS } from "../../../store/customer.ts";
import type { PageRequest } from "../../../store/desk.ts";
import {
  type Entries,
  type Entry,
  interceptList,
  type Key,
  type KeyRange,
  type Keys,
  type KeyValueStore,
  type ListedEntry,
  type ListOptions,
  StoreDecorator,
} from "../../../store/kv/port/mod.ts";
import fc from "../../fast_check.ts";
import { TestKv } from "../kv/test_kv.ts";
import { KvSearchSource } from "../../../store/kv/tickets/search_source.ts";
import { ReadBudget } from "../../../store/search/source/budget.ts";
import { searchTickets } from "../../../store/search/search_tickets.ts";
import { PRIORITIES, STATUSES } from "../../../store/ticket.ts";
import { addCustomer, addTickets, createSmallTicket, type SmallTicket } from "./small_desk.ts";

const NOW = Date.UTC(2026, 10, 5);

const WORDS = ["card", "Refund", "late", "straße"];
const DAY = 24 * 60 * 60 * 1000;
const FIRST_DAY = Date.UTC(2026, 10, 1);

/** Tiers by customer. */
const CUSTOMERS = new Map(TIERS.map((tier) => [`${tier}@example.com`, tier]));

const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(", "));
const fields = fc.record({
  createdAt: fc.nat(3).map((day) => FIRST_DAY + day * DAY),
  status: fc.constantFrom(...STATUSES),
  priority: fc.constantFrom(...PRIORITIES),
  assignee: fc.constantFrom(null, "Jane Doe", "bot"),
  tags: fc.uniqueArray(fc.constantFrom("vip", "spam")),
  customer: fc.constantFrom(...CUSTOMERS.keys()),
  subject: text,
  description: text,
  comments: fc.array(text, { maxLength: 2 }),
});
const tickets = fc.array(fields, { maxLength: 25 }).map((all) =>
  all.map((one, index) => ({ ...one, number: index + 1 }))
);

/** A part of a query and its meaning, defined without the index or the parser. */
interface Part {
  query: string;
  means: (ticket: SmallTicket) => boolean;
  /** A word: a ticket needs only one of those. */
  isRanked?: boolean;
}
const createPart = (query: string, means: Part["means"]): Part => ({ query, means });

const listTexts = ({ subject, description, comments }: SmallTicket) => [subject, description, ...comments];
const word = fc.constantFrom(...WORDS);
const day = fc.nat(3).map((day) => ({ at: FIRST_DAY + day * DAY, name: `2026-11-0${day + 1}` }));

const hasWord = (word: string, ticket: SmallTicket) => listTexts(ticket).join(", ").split(", ").includes(word);
const rankedWord = word.map((word): Part => ({
  ...createPart(word.toUpperCase(), (ticket) => hasWord(word, ticket)),
  isRanked: true,
}));

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.tuple(word, word).map(([one, other]) =>
    createPart(`${one} OR ${other}`, (ticket) => hasWord(one, ticket) || hasWord(other, ticket))
  ),
  fc.tuple(word, word).map(([one, other]) =>
    createPart(`${one} AND NOT ${other}`, (ticket) => hasWord(one, ticket) && !hasWord(other, ticket))
  ),
  fc.tuple(word, word).map(([one, other]) =>
    createPart(
      `"${one} ${other}"`,
      (ticket) => listTexts(ticket).some((text) => `, ${text}, `.includes(`, ${one}, ${other}, `)),
    )
  ),
  fc.subarray([...STATUSES], { minLength: 1 }).map((statuses) =>
    createPart(`status:${statuses.join()}`, ({ status }) => statuses.includes(status))
  ),
  fc.constantFrom(...PRIORITIES).map((which) => createPart(`priority:${which}`, ({ priority }) => priority === which)),
  fc.constantFrom(...TIERS).map((tier) =>
    createPart(`tier:${tier}`, ({ customer }) => CUSTOMERS.get(customer) === tier)
  ),
  fc.constantFrom(
    createPart("assignee:none", ({ assignee }) => assignee === null),
    createPart('assignee:"jane doe"', ({ assignee }) => assignee === "Jane Doe"),
    createPart("tag:spam", ({ tags }) => tags.includes("spam")),
    createPart("tag:vip,spam", ({ tags }) => tags.length > 0),
    createPart("assignee:doe", ({ assignee }) => assignee === "Jane Doe"),
    createPart("tag:s*", ({ tags }) => tags.includes("spam")),
    createPart("customer:Pro@example.com", ({ customer }) => customer === "pro@example.com"),
    createPart("customer:example.com", () => true),
  ),
  day.map(({ at, name }) => createPart(`created:${name}`, ({ createdAt }) => createdAt === at)),
  day.map(({ at, name }) => createPart(`created>${name}`, ({ createdAt }) => createdAt > at)),
  day.map(({ at, name }) => createPart(`created<=${name}`, ({ createdAt }) => createdAt <= at)),
);
const negated = fc.oneof(part, rankedWord).map(({ query, means }) =>
  createPart(`-(${query})`, (ticket) => !means(ticket))
);
const parts = fc.array(fc.oneof({ weight: 2, arbitrary: part }, rankedWord, negated), { maxLength: 4 });

Deno.test("searchTickets() finds what a plain scan finds, page by page, with any budget", async () => {
  const limit = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(tickets, parts, limit, fc.integer({ min: 1, max: 200 }), async (tickets, parts, limit, keys) => {
      using kv = await createDesk(tickets);
      const query = parts.map(({ query }) => query).join(" ");
      const pages = await Array.fromAsync(listPages(kv, query, limit, keys));
      assert.ok(pages.every((page) => page.length <= limit));
      assertFound(pages.flat(), findExpected(tickets, parts), parts);
    }),
    { numRuns: 150 },
  );
});

Deno.test("searchTickets() continues correctly when tickets are created between pages", async () => {
  const arriving = fc.array(fields, { minLength: 1, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(tickets, parts, arriving, async (tickets, parts, arriving) => {
      using kv = await createDesk(tickets);
      const pages = listPages(kv, parts.map(({ query }) => query).join(" "), 3, 10_000);
      const first = (await pages.next()).value ?? [];
      await addTickets(
        kv,
        arriving.map((one, index) => ({ ...one, createdAt: FIRST_DAY + 9 * DAY, number: 100 + index })),
      );
      const others = await Array.fromAsync(pages);
      const found = [first, ...others].flat();
      assert.equal(new Set(found).size, found.length);
      assertFound(found.filter((number) => number < 100), findExpected(tickets, parts), parts);
    }),
    { numRuns: 60 },
  );
});

Deno.test("searchTickets() accepts a cursor after a restart", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const path = `${directory}/desk.db`;
    let kv = await TestKv.open(path);
    await addTickets(kv, createTicketsFrom(1, 30, () => ({})));
    const { numbers, cursor } = await search(kv, "status:open");
    kv[Symbol.dispose]();
    kv = await TestKv.open(path);
    const rest = await search(kv, "status:open", { cursor: cursor! });
    kv[Symbol.dispose]();
    assert.deepEqual([...numbers, ...rest.numbers], Array.from({ length: 30 }, (_, index) => 30 - index));
    assert.equal(rest.cursor, null);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("searchTickets() gives 20 tickets unless told, and at most 100", async () => {
  using kv = await TestKv.open();
  await addTickets(kv, createTicketsFrom(1, 101, () => ({})));
  assert.equal((await search(kv, "")).numbers.length, 20);
  assert.equal((await search(kv, "", { limit: 100 })).numbers.length, 100);
  for (const limit of [0, 101, 1.5, NaN]) {
    await assert.rejects(search(kv, "", { limit }), { code: "invalid" });
  }
});

Deno.test("searchTickets() has no cursor when the last page is full", async () => {
  using kv = await TestKv.open();
  await addTickets(kv, createTicketsFrom(1, 20, () => ({})));
  for (const query of ["", "status:open", "-missing"]) {
    const { numbers, cursor } = await search(kv, query, { limit: 20 });
    assert.deepEqual([numbers.length, cursor], [20, null], query);
  }
});

Deno.test("searchTickets() refuses the cursor of another query", async () => {
  using kv = await TestKv.open();
  await addTickets(kv, createTicketsFrom(1, 3, () => ({})));
  const { cursor } = await search(kv, "status:open", { limit: 1 });
  await assert.rejects(search(kv, "status:closed", { cursor: cursor! }), {
    code: "invalid",
    message: /^cursor belongs to another query/,
  });
});

Deno.test("searchTickets() finds nothing in a time that is none", async () => {
  using kv = await TestKv.open();
  await addTickets(kv, createTicketsFrom(1, 3, () => ({})));
  const { numbers, cursor, corrections } = await search(kv, "created>2026-11-02 created<2026-11-01");
  assert.deepEqual({ numbers, cursor, corrections }, { numbers: [], cursor: null, corrections: [] });
});

Deno.test("searchTickets() uses the customer's current tier", async () => {
  using kv = await createDesk([createSmallTicket({ number: 1, customer: "free@example.com" })]);
  assert.deepEqual((await search(kv, "tier:pro")).numbers, []);
  await addCustomer(kv, "free@example.com", "pro");
  assert.deepEqual((await search(kv, "tier:pro")).numbers, [1]);
});

Deno.test("searchTickets() reads for a page no more than it may, and gets to the end by its cursors", async () => {
  using kv = await TestKv.open();
  await addCustomer(kv, "alice@example.com", "free");
  await addTickets(
    kv,
    createTicketsFrom(1, 1_500, (number) => ({ subject: number % 2 === 0 ? "even number" : "odd number" })),
  );
  for (const query of ["tier:pro", '"number odd"', "tier:pro number"]) {
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: PageRequest = cursor === null ? {} : { cursor };
      const read = new ReadCounter(kv);
      const found = await search(read, query, page, new ReadBudget(1_000));
      assert.deepEqual(found.numbers, []);
      assert.ok(read.count < 4_000, `${read.count} keys for ${query}`);
      cursor = found.cursor;
      pages++;
    } while (cursor !== null);
    assert.ok(pages > 1, `${pages} pages for ${query}`);
  }
});

Deno.test("searchTickets() ranks tickets with all words first, then those with rarer words", async () => {
  using kv = await TestKv.open();
  await addTickets(kv, [
    createSmallTicket({ number: 1, subject: "card payment declined" }),
    createSmallTicket({ number: 2, subject: "card card card card" }),
    createSmallTicket({ number: 3, subject: "declined" }),
    createSmallTicket({ number: 4, subject: "a card", description: "it was lost, and a long story begins here" }),
    ...createTicketsFrom(5, 9, () => ({ subject: "a card" })),
    createSmallTicket({ number: 10, subject: "refund" }),
  ]);
  assert.deepEqual((await search(kv, "declined card")).numbers, [1, 3, 2, 9, 8, 7, 6, 5, 4]);
});

function search(kv: KeyValueStore, query: string, page: PageRequest = {}, budget?: ReadBudget) {
  return searchTickets(new KvSearchSource(kv), query, { now: NOW, views: {}, ...page }, budget);
}

async function createDesk(tickets: SmallTicket[]): Promise<TestKv> {
  const kv = await TestKv.open();
  for (const [email, tier] of CUSTOMERS) await addCustomer(kv, email, tier);
  await addTickets(kv, tickets);
  return kv;
}

function* createTicketsFrom(first: number, last: number, fields: (number: number) => Partial<SmallTicket>) {
  for (let number = first; number <= last; number++) yield createSmallTicket({ number, ...fields(number) });
}

async function* listPages(kv: KeyValueStore, query: string, limit: number, keys: number): AsyncGenerator<number[]> {
  let page: PageRequest | null = { limit };
  while (page !== null) {
    const { numbers, cursor } = await search(kv, query, page, new ReadBudget(keys));
    yield numbers;
    page = cursor === null ? null : { limit, cursor };
  }
}

/** Compares the order too, unless words decide it. */
function assertFound(found: number[], expected: number[], parts: Part[]): void {
  const hasWords = parts.some(({ query, isRanked }) => isRanked || /^"|^[^-].* (?:OR|AND) /.test(query));
  assert.deepEqual(hasWords ? found.toSorted() : found, hasWords ? expected.toSorted() : expected);
}

function findExpected(tickets: SmallTicket[], parts: Part[]): number[] {
  const words = parts.filter(({ isRanked }) => isRanked);
  const others = parts.filter(({ isRanked }) => !isRanked);
  return tickets
    .filter((ticket) => others.every(({ means }) => means(ticket)))
    .filter((ticket) => words.length === 0 || words.some(({ means }) => means(ticket)))
    .sort((one, other) => other.createdAt - one.createdAt || other.number - one.number)
    .map(({ number }) => number);
}

/** Counts the keys that are read from a store. */
class ReadCounter extends StoreDecorator {
  count = 0;

  override get<T>(key: Key): Promise<Entry<T>> {
    this.count++;
    return super.get<T>(key);
  }

  override getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    this.count += keys.length;
    return super.getMany<T>(keys);
  }

  override list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<ListedEntry<T>> {
    return interceptList(super.list<T>(range, options), async (next) => {
      const result = await next();
      if (!result.done) this.count++;
      return result;
    });
  }
}
