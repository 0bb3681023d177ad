/** Lists that change while a page is read. */

import assert from "node:assert/strict";
import { readFittingPage } from "../../../../server/definitions/sizes/mod.ts";
import { deskServer } from "../../../../server/mod.ts";
import type { Desk } from "../../../../store/mod.ts";
import { call } from "../../call.ts";
import { connect, openDemoDesk } from "../../connect.ts";

const by = { kind: "host", name: "test", version: null } as const;
const PERSON = { by: { kind: "person", name: "dana", version: null }, via: "terminal" } as const;
const LONG = "é".repeat(240);

/** A paged list of a tool, and a change that another process makes to it. */
interface ListCase {
  tool: string;
  input: Record<string, unknown>;
  /** The list in the result, and the names of the rows in it. */
  list: string;
  toName(row: Record<string, unknown>): string;
  /** The method of the desk that reads a page: such as `tickets.search`. */
  read: [keyof Desk, string];
  /** Fills the desk, and returns the names of the rows, in the order of the list. */
  fill(desk: Desk): Promise<string[]>;
  /** Changes the list: takes a row out of it, or adds one. */
  change(desk: Desk, name: string): Promise<unknown>;
}

async function fillTickets({ tickets }: Desk): Promise<string[]> {
  const ids: string[] = [];
  for (let count = 0; count < 60; count++) {
    ids.push((await tickets.create({ subject: `card ${LONG}`, customer: "alice@example.com" }, { by })).id);
  }
  return ids;
}

const assign = ({ tickets }: Desk, id: string) => tickets.update(id, { assignee: "kim" }, { by });
const queue = {
  tool: "search_tickets",
  list: "tickets",
  toName: ({ id }: Record<string, unknown>) => String(id),
  read: ["tickets", "search"] as [keyof Desk, string],
  fill: fillTickets,
};

const CASES: Record<string, ListCase> = {
  "search_tickets, oldest first": { ...queue, input: { query: "is:unassigned card", sort: "oldest" }, change: assign },
  "search_tickets, by deadline": { ...queue, input: { query: "is:unassigned card", sort: "due" }, change: assign },
  "search_tickets, best first": { ...queue, input: { query: "is:unassigned card" }, change: assign },
  "search_tickets, newest first": {
    ...queue,
    input: { query: "card", sort: "newest" },
    change: ({ tickets }) => tickets.create({ subject: "new card", customer: "alice@example.com" }, { by }),
  },
  search_customers: {
    tool: "search_customers",
    input: { query: "list.example" },
    list: "customers",
    toName: ({ email }) => String(email),
    read: ["customers", "search"],
    async fill({ customers }) {
      const emails = Array.from({ length: 60 }, (_, index) => `u${index + 10}@list.example`);
      for (const email of emails) await customers.create({ email, name: "é".repeat(190) }, { by });
      return emails;
    },
    change: ({ customers }) => customers.create({ email: `a${crypto.randomUUID()}@list.example`, name: "A" }, { by }),
  },
  list_approvals: {
    tool: "list_approvals",
    input: { limit: 20 },
    list: "approvals",
    toName: ({ id }) => String(id),
    read: ["approvals", "list"],
    async fill(desk) {
      const ids = await fillTickets(desk);
      await using connected = await connect({ desk });
      for (const id of ids.slice(0, 20)) {
        await call(connected.client, "merge_tickets", { ticket_id: id, into_ticket_id: "42" });
      }
      return (await desk.approvals.list({ states: ["pending"] }, { limit: 100 })).items.map(({ id }) => id);
    },
    change: ({ approvals }, id) => approvals.reject(id, "No", PERSON),
  },
  search_knowledge: {
    tool: "search_knowledge",
    input: { query: "card" },
    list: "articles",
    toName: ({ id }) => String(id),
    read: ["knowledge", "search"],
    async fill({ knowledge }) {
      const ids: string[] = [];
      for (let index = 10; index < 70; index++) {
        const body = `card ${LONG}${LONG}`;
        ids.push((await knowledge.save(`a${index}`, { title: `card ${"é".repeat(150)}`, body }, { by })).id);
      }
      return ids;
    },
    change: ({ knowledge }, id) => knowledge.archive(id, true, { by }),
  },
};

/** Returns a desk whose list changes after each of the first reads: each time before its first row that is unchanged. */
function openChanging(
  desk: Desk,
  { read: [area, method], change }: ListCase,
  changed: string[],
  names: string[],
): Desk {
  const reader = new Proxy(desk[area], {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      if (key !== method) return value.bind(target);
      return async (...args: unknown[]) => {
        const page = await value.apply(target, args);
        const name = names[changed.length];
        if (changed.length < 12) await change(desk, (changed.push(name!), name!));
        return page;
      };
    },
  });
  return new Proxy(desk, { get: (target, key) => key === area ? reader : Reflect.get(target, key) });
}

for (const [name, each] of Object.entries(CASES)) {
  Deno.test(`every row that does not change is on one page of a list that changes (${name})`, async () => {
    const desk = await openDemoDesk();
    await using _closed = { [Symbol.asyncDispose]: () => desk.close() };
    const names = await each.fill(desk);
    const changed: string[] = [];
    await using connected = await connect({ definition: deskServer, desk: openChanging(desk, each, changed, names) });
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const input = { limit: 50, ...each.input, ...cursor !== undefined && { cursor } };
      const { data } = await call(connected.client, each.tool, input);
      found.push(...data[each.list].map(each.toName));
      cursor = data.cursor ?? undefined;
    } while (cursor !== undefined);
    assert.ok(changed.length > 2, `${changed.length} changes`);
    assert.deepEqual(found.filter((row, index) => found.indexOf(row) !== index), [], "rows shown twice");
    assert.deepEqual(names.filter((row) => !found.includes(row) && !changed.includes(row)), [], "rows not shown");
  });
}

Deno.test("readFittingPage() takes the items and the cursor of one read", async () => {
  const lists = [["a", "b", "c", "d"], ["b", "c", "d", "e"]];
  const limits: number[] = [];
  const read = (limit: number) => {
    const items = lists[limits.length]!.slice(0, limit);
    limits.push(limit);
    return Promise.resolve({ items, cursor: `after ${items.at(-1)}` });
  };
  const forms = { toItem: (text: string) => text, format: (text: string) => text };
  const page = await readFittingPage(read, 4, forms, 12); // "b" with its quotes takes 4 bytes
  assert.deepEqual([page, limits], [{ items: ["b", "c", "d"], cursor: "after d" }, [4, 3]]);
});

Deno.test("readFittingPage() reads again if the items of the second read do not fit", async () => {
  const lists = [["a", "b", "c"], ["bbbb", "c"], ["cccccccccc"]];
  let reads = 0;
  const read = (limit: number) => {
    const items = lists[reads++]!.slice(0, limit);
    return Promise.resolve({ items, cursor: `after ${items.at(-1)}` });
  };
  const toItem = (text: string, bytes: number) => bytes === 30 ? text.slice(0, 2) : text;
  const page = await readFittingPage(read, 3, { toItem, format: (text: string) => text }, 10);
  assert.deepEqual([page, reads], [{ items: ["cc"], cursor: "after cccccccccc" }, 3]);
});
