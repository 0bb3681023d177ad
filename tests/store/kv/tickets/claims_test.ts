import assert from "node:assert/strict";
import { join } from "node:path";
import type { FrozenChange } from "../../../../store/approval.ts";
import { KvBatches } from "../../../../store/kv/batches/mod.ts";
import { KvApprovals } from "../../../../store/kv/approvals/mod.ts";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { createKvTickets } from "../../../../store/kv/tickets/tickets.ts";
import {
  EncodedValue,
  interceptList,
  type Key,
  type KeyRange,
  type ListedEntry,
  type ListOptions,
  type Mutation,
} from "../../../../store/kv/port/mod.ts";
import { type Customer, openDesk, type Priority, type Tickets, type Tier, TIERS } from "../../../../store/mod.ts";
import { assertConsistent } from "../../audit.ts";
import {
  assertRefused,
  BY,
  createTickets,
  HOUR,
  MINUTE,
  openDeskWithCustomer,
  openTestDesk,
  type TestDesk,
} from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

/** The end of a claim of 30 minutes on the first ticket. */
const END_OF_CLAIM = "2026-11-01T09:31:00.000Z";

const claim = (desk: TestDesk, assignee = "Jo", minutes = 30) => desk.tickets.claimNext({ assignee, minutes }, BY);

/** The test erases no one. */
const NO_ERASURES = {
  stage: () => Promise.reject(),
  finish: () => Promise.reject(),
  isCurrent: () => Promise.reject(),
};

Deno.test("claimNext() claims the ticket of the highest priority if all are of one tier and age", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two, three, four, five] = await createTickets(desk, "one", "two", "three", "four", "five");
  await desk.tickets.update(three!, { priority: "urgent" }, BY);
  await desk.tickets.update(one!, { priority: "low" }, BY);
  await desk.tickets.update(four!, { status: "pending" }, BY);
  await desk.tickets.update(five!, { assignee: "Kim" }, BY);
  const claimed = [await claim(desk), await claim(desk), await claim(desk), await claim(desk)];
  assert.deepEqual(claimed.map((ticket) => ticket?.id), [three, two, one, undefined]);
  assert.equal(claimed[3], null);
});

Deno.test("claimNext() assigns a ticket until the claim expires", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const claimed = await claim(desk, " Jo ", 30);
  assert.deepEqual([claimed?.assignee, claimed?.claimed_until], ["Jo", "2026-11-01T09:31:00.000Z"]);
  desk.clock.now += 30 * MINUTE - 1;
  assert.equal((await desk.tickets.get(id!)).assignee, "Jo");
  assert.equal(await claim(desk, "Kim"), null);
  desk.clock.now += 1;
  const free = await desk.tickets.get(id!);
  assert.deepEqual([free.assignee, free.claimed_until], [null, null]);
  assert.equal((await claim(desk, "Kim"))?.assignee, "Kim");
  const { items } = await desk.tickets.listEvents(id!);
  assert.deepEqual(items.map(({ what, by }) => [what, by.kind]), [
    ["created", "host"],
    ["claimed", "host"],
    ["claim_expired", "system"],
    ["claimed", "host"],
  ]);
});

Deno.test("a change of a ticket with an expired claim releases it first", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const { revision } = (await claim(desk))!;
  desk.clock.now += 31 * MINUTE;
  const changed = await desk.tickets.update(id!, { add_tags: ["late"] }, { ...BY, expectedRevision: revision });
  assert.deepEqual([changed.assignee, changed.revision], [null, revision + 2]);
  assert.equal((await desk.tickets.getStats()).unassigned, 1);
  assert.equal((await claim(desk))?.id, id);
});

Deno.test("a claim ends when its ticket is closed or assigned", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two] = await createTickets(desk, "one", "two");
  await claim(desk);
  await claim(desk);
  const closed = await desk.tickets.close(one!, "Done", BY);
  assert.deepEqual([closed.assignee, closed.claimed_until], ["Jo", null]);
  const named = await desk.tickets.update(two!, { assignee: "Jo" }, BY);
  assert.deepEqual([named.assignee, named.claimed_until], ["Jo", null]);
  desk.clock.now += 31 * MINUTE;
  assert.equal(await claim(desk), null);
  assert.equal((await desk.tickets.get(two!)).assignee, "Jo");
});

Deno.test("changes of a claimed ticket do not extend the claim", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const claimed = await claim(desk);
  desk.clock.now += 10 * MINUTE;
  const { ticket } = await desk.tickets.addComment(id!, { kind: "note", body: "On it." }, BY);
  assert.deepEqual([ticket.assignee, ticket.claimed_until], ["Jo", claimed?.claimed_until]);
});

Deno.test("many expired claims all return to the queue, in their old order", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, ...Array.from({ length: 20 }, (_, index) => `t${index}`));
  for (const _ of ids) await claim(desk);
  assert.equal(await claim(desk), null);
  desk.clock.now += 31 * MINUTE;
  assert.equal((await claim(desk))?.id, ids[0]);
  assert.equal((await desk.tickets.getStats()).unassigned, 19);
});

Deno.test("claimNext() never assigns a ticket twice", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, ...Array.from({ length: 10 }, (_, index) => `t${index}`));
  const claims = await Promise.all(Array.from({ length: 20 }, (_, index) => claim(desk, `agent ${index}`)));
  const claimed = claims.filter((ticket) => ticket !== null);
  assert.deepEqual(claimed.map(({ id }) => id).sort(), ids.toSorted());
  assert.equal(new Set(claimed.map(({ assignee }) => assignee)).size, 10);
});

Deno.test("claimNext() rejects an empty assignee and invalid times", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  await assertRefused(desk, "invalid", /assignee is empty/, () => claim(desk, " "));
  for (const minutes of [0, -5, 1.5, 1441, NaN]) {
    await assertRefused(
      desk,
      "invalid",
      /minutes cannot be .*Use a whole number from 1 to 1440/,
      () => claim(desk, "Jo", minutes),
    );
  }
});

Deno.test("claimNext() never assigns a ticket twice from two desks on one store", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "desk.db");
  const desks = [await openDesk(path), await openDesk(path)];
  try {
    await desks[0]!.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
    for (let count = 0; count < 10; count++) {
      await desks[count % 2]!.tickets.create({ subject: `t${count}`, customer: "ada@example.com" }, BY);
    }
    const claims = await Promise.all(
      Array.from(
        { length: 20 },
        (_, index) => desks[index % 2]!.tickets.claimNext({ assignee: `agent ${index}`, minutes: 30 }, BY),
      ),
    );
    const claimed = claims.filter((ticket) => ticket !== null).map(({ id }) => Number(id));
    assert.deepEqual(claimed.sort((one, other) => one - other), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  } finally {
    await Promise.all(desks.map((desk) => desk.close()));
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("claimNext() claims the next ticket if another process takes the head between the list and the read", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (const subject of ["one", "two"]) await store.tickets.create({ subject, customer: "ada@example.com" }, BY);
  const other = createKvTickets({ ...store, commits: new CommitQueue(store.kv, { now: store.now }) });
  const claimFor = (tickets: Tickets, assignee: string) => tickets.claimNext({ assignee, minutes: 5 }, BY);
  let hasClaimed = false;
  const list = store.kv.list.bind(store.kv);
  store.kv.list = <T>(range: KeyRange, options?: ListOptions) =>
    interceptList<ListedEntry<T>>(list<T>(range, options), async (next) => {
      const entry = await next();
      if (hasClaimed || entry.done || entry.value.key[0] !== "due") return entry;
      hasClaimed = true;
      await claimFor(other, "Kim");
      return entry;
    });
  assert.equal((await claimFor(store.tickets, "Jo"))?.id, "2");
  assert.deepEqual((await store.tickets.get("1")).assignee, "Kim");
});

/** Creates customers of every tier, and returns a function that creates a ticket. */
async function openDeskWithTiers() {
  const desk = await openTestDesk();
  for (const account_tier of TIERS) {
    await desk.customers.create({ email: `${account_tier}@example.com`, name: "x", account_tier }, BY);
  }
  const create = async (tier: Tier, priority: Priority) =>
    (await desk.tickets.create({ subject: `${tier} ${priority}`, customer: `${tier}@example.com`, priority }, BY)).id;
  return Object.assign(desk, { create });
}

Deno.test("claimNext() claims the ticket that is due first, by tier and priority", async () => {
  await using desk = await openDeskWithTiers();
  const low = await desk.create("free", "low"); // due after 120 hours
  const high = await desk.create("free", "high"); // after 24
  desk.clock.now += HOUR;
  const medium = await desk.create("enterprise", "medium"); // after 1 + 8
  const urgent = await desk.create("free", "urgent"); // after 1 + 8, with a higher number
  const pro = await desk.create("pro", "urgent"); // after 1 + 4
  const claimed = [];
  for (let ticket = await claim(desk); ticket !== null; ticket = await claim(desk)) claimed.push(ticket);
  assert.deepEqual(claimed.map(({ id }) => id), [pro, medium, urgent, high, low]);
  const due = claimed.map(({ due_at }) => due_at!);
  assert.deepEqual(due, due.toSorted());
});

Deno.test("claimNext() follows changes of priority and tier, and reopenings", async () => {
  await using desk = await openDeskWithTiers();
  const [one, two, three] = [
    await desk.create("free", "low"),
    await desk.create("free", "low"),
    await desk.create("pro", "low"),
  ];
  await desk.tickets.update(two, { priority: "urgent" }, BY);
  assert.equal((await claim(desk))?.id, two);
  assert.equal((await claim(desk))?.id, three);
  await desk.tickets.update(three, { assignee: null }, BY);
  await desk.customers.update("free@example.com", { account_tier: "enterprise" }, BY);
  assert.equal((await claim(desk))?.id, one);
  await desk.tickets.close(one, "Done", BY);
  desk.clock.now += 48 * HOUR;
  const reopened = await desk.tickets.reopen(one, "Again", BY); // due after 48 + 24 hours
  assert.deepEqual([reopened.reopened_at, reopened.due_at], ["2026-11-03T09:00:00.000Z", "2026-11-04T09:00:00.000Z"]);
  const claimed = [await claim(desk), await claim(desk), await claim(desk)]; // the claim on two has expired
  assert.deepEqual(claimed.map((ticket) => ticket?.id), [two, three, one]);
});

Deno.test("a ticket leaves the queue if its customer's tier has changed since it entered", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (const subject of ["one", "two"]) await store.tickets.create({ subject, customer: "ada@example.com" }, BY);
  await store.customers.update("ada@example.com", { account_tier: "pro" }, BY);
  await assertConsistent(store.kv);
  await store.tickets.close("1", "Done", BY);
  const change: FrozenChange = {
    tool: "update_account",
    email: "ada@example.com",
    revision: 2,
    update: { account_tier: "enterprise" },
  };
  const approvals = new KvApprovals(store, null, { erasures: NO_ERASURES, batches: new KvBatches(store) });
  const { approval } = await approvals.request({ change, question: "Change the tier?" }, BY);
  await approvals.grant(approval.id, { by: { kind: "person", name: "Dana", version: null }, via: "terminal" });
  await assertConsistent(store.kv);
  await store.tickets.update("2", { assignee: "Jo" }, BY);
  await assertConsistent(store.kv);
});

Deno.test("claimNext() corrects a due time that is not of the customer's present tier", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "enterprise" }, BY);
  await store.customers.create({ email: "bob@example.com", name: "Bob", account_tier: "pro" }, BY);
  for (const name of ["ada", "bob"]) await store.tickets.create({ subject: name, customer: `${name}@example.com` }, BY);
  const { value } = await store.kv.get<Customer>(keys.customer("ada@example.com"));
  const changed = EncodedValue.from({ ...value!, account_tier: "free" });
  await store.kv.commit({
    checks: [],
    mutations: [{ type: "set", key: keys.customer("ada@example.com"), value: changed }],
  });
  const next = async () => (await store.tickets.claimNext({ assignee: "Jo", minutes: 5 }, BY))?.id;
  assert.deepEqual([await next(), await next(), await next()], ["2", "1", undefined]);
});

Deno.test("claimNext() passes over misplaced entries, and repairs them", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (const subject of ["one", "two"]) await store.tickets.create({ subject, customer: "ada@example.com" }, BY);
  await store.tickets.close("1", "Done", BY);
  const wrong: Key[] = [keys.due(true, 3, 0, 1), keys.due(true, 3, 0, 2), keys.due(true, 3, 0, 99)];
  const mutations = wrong.map((key): Mutation => ({ type: "set", key, value: EncodedValue.from(0) }));
  await store.kv.commit({ checks: [], mutations });
  const next = async () => (await store.tickets.claimNext({ assignee: "Jo", minutes: 5 }, BY))?.id;
  assert.deepEqual([await next(), await next()], ["2", undefined]);
  await assertConsistent(store.kv);
});

/** Each reader that could notice an expired claim. */
const READERS: Record<string, (desk: TestDesk) => Promise<unknown>> = {
  get: async ({ tickets }) => {
    const { assignee, claimed_until, revision, updated_at } = await tickets.get("1");
    return { assignee, claimed_until, revision, updated_at };
  },
  search: async ({ tickets }) => {
    const find = async (query: string) => (await tickets.search(query)).items.map(({ id }) => id);
    return [await find("assignee:none"), await find("assignee:Jo"), await find("-assignee:Jo")];
  },
  stats: async ({ tickets }) => (await tickets.getStats()).unassigned,
  list: async ({ tickets }) => (await tickets.listOpen(10)).tickets.map(({ assignee }) => assignee),
  history: async ({ tickets }) => {
    const { what, at, revision } = (await tickets.listEvents("1")).items.at(-1)!;
    return { what, at, revision };
  },
};
const AFTER: Record<string, [before: unknown, after: unknown]> = {
  get: [
    { assignee: "Jo", claimed_until: END_OF_CLAIM, revision: 2, updated_at: "2026-11-01T09:01:00.000Z" },
    { assignee: null, claimed_until: null, revision: 3, updated_at: END_OF_CLAIM },
  ],
  search: [[[], ["1"], []], [["1"], [], ["1"]]],
  stats: [0, 1],
  list: [["Jo"], [null]],
  history: [
    { what: "claimed", at: "2026-11-01T09:01:00.000Z", revision: 2 },
    { what: "claim_expired", at: END_OF_CLAIM, revision: 3 },
  ],
};

for (const [name, read] of Object.entries(READERS)) {
  Deno.test(`${name}: an expired claim is gone at the moment of its end, for the first reader and all others`, async () => {
    await using desk = await openDeskWithCustomer();
    await createTickets(desk, "one");
    await claim(desk, "Jo", 30);
    const [before, after] = AFTER[name]!;
    desk.clock.now = Date.parse(END_OF_CLAIM) - 1;
    assert.deepEqual(await read(desk), before);
    desk.clock.now += 1;
    assert.deepEqual(await read(desk), after);
    desk.clock.now += HOUR;
    for (const [other, readOther] of Object.entries(READERS)) assert.deepEqual(await readOther(desk), AFTER[other]![1]);
  });
}

Deno.test("a search finds all of many expired claims", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, ...Array.from({ length: 60 }, (_, index) => `t${index}`));
  for (const _ of ids) await claim(desk, "Jo", 90);
  assert.equal((await desk.tickets.getStats()).unassigned, 0);
  desk.clock.now += 91 * MINUTE;
  assert.equal((await desk.tickets.search("assignee:none", { limit: 100 })).items.length, 60);
});
