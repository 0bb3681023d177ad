import assert from "node:assert/strict";
import { join } from "node:path";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { createKvTickets } from "../../../../store/kv/tickets/tickets.ts";
import { interceptList, type KeyRange, type ListedEntry, type ListOptions } from "../../../../store/kv/port/mod.ts";
import { openDesk, type Tickets } from "../../../../store/mod.ts";
import { assertRefused, BY, createTickets, MINUTE, openDeskWithCustomer, type TestDesk } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

const claim = (desk: TestDesk, assignee = "Jo", minutes = 30) => desk.tickets.claimNext({ assignee, minutes }, BY);

Deno.test("claimNext() claims the most urgent ticket, and of those the oldest", async () => {
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
      if (hasClaimed || entry.done || entry.value.key[0] !== "queue") return entry;
      hasClaimed = true;
      await claimFor(other, "Kim");
      return entry;
    });
  assert.equal((await claimFor(store.tickets, "Jo"))?.id, "2");
  assert.deepEqual((await store.tickets.get("1")).assignee, "Kim");
});
