import assert from "node:assert/strict";
import { CommitQueue } from "../../../../store/kv/commit/commit_queue.ts";
import { openStore } from "../../../../store/kv/connection/open_store.ts";
import { type Change, type Desk, openDesk } from "../../../../store/mod.ts";
import { BY } from "../../open_test_desk.ts";
import { until } from "../../../until.ts";
import { assertWhole, createAppendRule, LAST_NUMBER } from "../commit/append_rule.ts";
import { KvServer, testWithServer } from "../kv_server.ts";
import { Relay } from "./relay.ts";

/** Short, to keep the tests fast; in milliseconds. */
const timeout = 1_000;
const CUSTOMER = "ana@example.com";
const MAYBE_SAVED = /^Cannot save to the store .*: the server does not respond\. The change may have been saved/;
const NOTHING_CHANGED = /^Cannot save to the store .*: the server does not respond\. Nothing was changed\./;
const UNREADABLE = { code: "unavailable", message: /^Cannot read the store .*: the server does not respond\./ };

async function openWithCustomer(url: string): Promise<Desk> {
  const desk = await openDesk(url, { timeout });
  await desk.customers.create({ email: CUSTOMER, name: "Ana" }, BY);
  return desk;
}

const create = (desk: Desk, subject: string, idempotencyKey?: string) =>
  desk.tickets.create({ subject, customer: CUSTOMER }, { ...BY, ...idempotencyKey && { idempotencyKey } });

const isWorking = (desk: Desk) => desk.check().then(() => true, () => false);

async function listSubjects(desk: Desk): Promise<string[]> {
  return (await Array.fromAsync(desk.archive.exportTickets(), ({ ticket }) => ticket.subject)).sort();
}

testWithServer("replicas on one KV Connect server conflict, retry, and lose nothing", async () => {
  await using server = await KvServer.start();
  const stores = await Promise.all([1, 2, 3].map(() => openStore({ kind: "server", url: server.url })));
  await Promise.all(stores.map(async (store, replica) => {
    const queue = new CommitQueue(store.kv, store);
    await Promise.all(
      Array.from(
        { length: 40 },
        (_, index) => queue.commit(createAppendRule(`${replica}`, index), { reads: [LAST_NUMBER] }),
      ),
    );
  }));
  assert.equal((await assertWhole(stores[0]!.kv)).size, 120);
  await Promise.all(stores.map((store) => store.close()));
});

testWithServer(
  "two desks on one server never reuse an id, close a ticket twice, or assign a ticket twice",
  async () => {
    await using server = await KvServer.start();
    const desks = [await openWithCustomer(server.url), await openDesk(server.url)];
    const both = <T>(work: (desk: Desk, index: number) => Promise<T>) =>
      Promise.allSettled(Array.from({ length: 40 }, (_, index) => work(desks[index % 2]!, index)));

    const created = await both(async (desk, index) => (await create(desk, `ticket ${index}`)).id);
    const ids = created.map((outcome) => outcome.status === "fulfilled" ? outcome.value : assert.fail(outcome.reason));
    assert.deepEqual(
      ids.map(Number).sort((one, other) => one - other),
      Array.from({ length: 40 }, (_, index) => index + 1),
    );

    const closed = await both((desk, index) => desk.tickets.close(ids[index >> 1]!, "Done", BY));
    const refusals = closed.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason.code);
    assert.deepEqual(refusals, Array(20).fill("wrong_state"));

    const claimed = await both((desk, index) => desk.tickets.claimNext({ assignee: `${index}`, minutes: 5 }, BY));
    const assigned = claimed.map((outcome) =>
      outcome.status === "fulfilled" ? outcome.value?.id ?? null : outcome.reason
    );
    const [some, none] = [assigned.filter((id) => id !== null), assigned.filter((id) => id === null)];
    assert.deepEqual([new Set(some).size, some.length, none.length], [20, 20, 20]);
    const { total, by_status, unassigned } = await desks[0]!.tickets.getStats();
    assert.deepEqual([total, by_status.open, by_status.closed, unassigned], [40, 20, 20, 0]);
    await Promise.all(desks.map((desk) => desk.close()));
  },
);

testWithServer("a change through one desk is reported by the other within seconds", async () => {
  await using server = await KvServer.start();
  const [one, other] = [await openWithCustomer(server.url), await openDesk(server.url)];
  const seen: Change[] = [];
  const stop = other.changes.subscribe((change) => seen.push(change));
  const { id } = await create(one, "Reported");
  await until(() => seen.length > 0, "the change was reported");
  assert.deepEqual(seen, [{ kind: "ticket", id }]);
  stop();
  await Promise.all([one.close(), other.close()]);
});

testWithServer("openDesk() reports a wrong access token, and an unreachable server", async () => {
  await using server = await KvServer.start();
  await server.restart("another-token-for-tests");
  await assert.rejects(openDesk(server.url), { code: "unavailable", message: /access token is missing or wrong/ });
  await server.kill();
  await assert.rejects(openDesk(server.url), {
    code: "unavailable",
    message: /: (the server cannot be reached|the server does not respond)\./,
  });
});

testWithServer(
  "while the server is away, reads and writes fail with the reason; afterwards they work again",
  async () => {
    await using server = await KvServer.start();
    const desk = await openWithCustomer(server.url);
    const { id } = await create(desk, "before");
    const seen: Change[] = [];
    desk.changes.subscribe((change) => seen.push(change));

    await server.kill();
    await assert.rejects(desk.tickets.get(id), UNREADABLE);
    await assert.rejects(desk.tickets.search("before"), UNREADABLE);
    await assert.rejects(desk.check(), UNREADABLE);
    await assert.rejects(create(desk, "meanwhile"), { code: "unavailable", message: NOTHING_CHANGED });

    await server.restart();
    await until(() => isWorking(desk), "the desk was back");
    await create(desk, "after");
    assert.deepEqual(await listSubjects(desk), ["after", "before"]);
    await until(() => seen.length > 0, "the change was reported");
    await desk.close();
  },
);

testWithServer(
  "a write without a response may have been saved, and a repeat with its key applies it once",
  async () => {
    await using server = await KvServer.start();
    await using relay = new Relay(server.url);
    const [desk, witness] = [await openWithCustomer(relay.url), await openDesk(server.url)];
    for (const subject of ["first", "second", "third"]) {
      relay.dropResponsesAfter(subject);
      await assert.rejects(create(desk, subject, subject), { code: "unavailable", message: MAYBE_SAVED });
      relay.cut();
      await until(() => isWorking(desk), "the desk was back");
      assert.equal((await create(desk, subject, subject)).subject, subject);
    }
    assert.deepEqual(await listSubjects(witness), ["first", "second", "third"]);
    await Promise.all([desk.close(), witness.close()]);
  },
);

testWithServer("a saved write is acknowledged even if its first acknowledgement was lost", async () => {
  await using server = await KvServer.start();
  await using relay = new Relay(server.url);
  const desk = await openDesk(relay.url, { timeout: 20_000 });
  await desk.customers.create({ email: CUSTOMER, name: "Ana" }, BY);
  const witness = await openDesk(server.url);
  const { id } = await create(desk, "first");

  relay.dropResponsesAfter("Sent a new card");
  const close = desk.tickets.close(id, "Sent a new card", BY);
  await until(async () => (await witness.tickets.get(id)).status === "closed", "the server had saved it");
  relay.cut(); // and the client sends it again
  assert.equal((await close).revision, 2);
  assert.equal((await desk.tickets.listEvents(id)).items.length, 2);
  assert.equal((await witness.tickets.getStats()).by_status.closed, 1);
  await Promise.all([desk.close(), witness.close()]);
});

testWithServer("a server that hangs counts as away, and nothing is saved twice when it continues", async () => {
  await using server = await KvServer.start();
  const desk = await openWithCustomer(server.url);
  server.freeze();
  const outcomes = await Promise.allSettled([create(desk, "one", "one"), create(desk, "two", "two")]);
  assert.deepEqual(outcomes.map(({ status }) => status), ["rejected", "rejected"]);
  await assert.rejects(desk.check(), UNREADABLE);
  server.thaw();
  await until(() => isWorking(desk), "the desk was back");
  await Promise.all([create(desk, "one", "one"), create(desk, "two", "two")]);
  assert.deepEqual(await listSubjects(desk), ["one", "two"]);
  await desk.close();
});

testWithServer(
  "a token that the server no longer accepts is reported, and works again once it is accepted",
  async () => {
    await using server = await KvServer.start();
    const desk = await openWithCustomer(server.url);
    await server.restart("another-token-for-tests");
    const failure = { code: "unavailable", message: /: the access token is missing or wrong\./ };
    await assert.rejects(desk.customers.get(CUSTOMER), failure);
    await assert.rejects(create(desk, "refused"), failure);
    await server.restart();
    await until(() => isWorking(desk), "the desk was back");
    assert.deepEqual(await listSubjects(desk), []);
    await desk.close();
  },
);

testWithServer("a desk closes after its KV Connect server is gone", async () => {
  await using server = await KvServer.start();
  const desk = await openWithCustomer(server.url);
  await server.kill();
  void desk.customers.update(CUSTOMER, { name: "Anna" }, BY).catch(() => {});
  await desk.close();
});
