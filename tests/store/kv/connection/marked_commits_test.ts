import assert from "node:assert/strict";
import { MarkedCommits } from "../../../../store/kv/connection/marked_commits.ts";
import {
  type AtomicOperation,
  type CommitResult,
  type Counter,
  type KeyValueStore,
  StoreDecorator,
} from "../../../../store/kv/port/mod.ts";
import { TestKv } from "../test_kv.ts";

/** A connection that loses things on request. */
class LossyConnection extends StoreDecorator {
  /** Loses the acknowledgement of the next commit, which the client then sends again. */
  losesAcknowledgement = false;
  /** Holds the next commit back, and reports a timeout. */
  delaysCommit = false;
  delayed: AtomicOperation | null = null;

  override async commit(operation: AtomicOperation): Promise<CommitResult> {
    if (this.delaysCommit) {
      this.delaysCommit = false;
      this.delayed = operation;
      throw new Error("no response within 5 seconds");
    }
    if (this.losesAcknowledgement) await super.commit(operation);
    this.losesAcknowledgement = false;
    return await super.commit(operation);
  }

  /** Delivers the commit that was held back. */
  deliver(): Promise<CommitResult> {
    return super.commit(this.delayed!);
  }
}

async function openConnection() {
  const kv = await TestKv.open();
  const connection = new LossyConnection(kv);
  const [one, other] = [new MarkedCommits(connection), new MarkedCommits(connection)];
  return { kv, connection, one, other, [Symbol.dispose]: () => kv[Symbol.dispose]() };
}

const ADD_ONE: AtomicOperation = { checks: [], mutations: [{ type: "add", key: ["count"], amount: 1n }] };

async function readCount(kv: KeyValueStore): Promise<bigint | undefined> {
  return (await kv.get<Counter>(["count"])).value?.value;
}

Deno.test("MarkedCommits.commit() commits one operation after another", async () => {
  using test = await openConnection();
  for (let index = 0; index < 5; index++) assert.equal((await test.one.commit(ADD_ONE)).ok, true);
  assert.equal(await readCount(test.kv), 5n);
});

Deno.test("MarkedCommits.commit() recognizes a commit that was applied though its acknowledgement was lost", async () => {
  using test = await openConnection();
  await test.one.commit(ADD_ONE);
  test.connection.losesAcknowledgement = true;
  const result = await test.one.commit(ADD_ONE);
  assert.equal(result.ok && result.versionstamp, (await test.kv.get(["count"])).versionstamp);
  assert.equal(await readCount(test.kv), 2n);
  assert.equal((await test.one.commit(ADD_ONE)).ok, true);
});

Deno.test("MarkedCommits.commit() distinguishes the commit of another writer from its own", async () => {
  using test = await openConnection();
  const claim = (name: string): AtomicOperation => ({
    checks: [{ key: ["owner"], versionstamp: null }],
    mutations: [{ type: "set", key: ["owner"], value: name }],
  });
  assert.equal((await test.one.commit(claim("one"))).ok, true);
  test.connection.losesAcknowledgement = true;
  assert.equal((await test.other.commit(claim("other"))).ok, false);
  assert.equal((await test.kv.get(["owner"])).value, "one");
  assert.equal((await test.other.commit(ADD_ONE)).ok, true);
});

Deno.test("a commit that timed out is not applied after a later one of the same process", async () => {
  using test = await openConnection();
  test.connection.delaysCommit = true;
  await assert.rejects(test.one.commit(ADD_ONE), /no response/);
  assert.equal((await test.one.commit(ADD_ONE)).ok, true);
  assert.deepEqual((await test.connection.deliver()).ok, false);
  assert.equal(await readCount(test.kv), 1n);
});

Deno.test("after a commit that timed out and arrived late, the next one conflicts once", async () => {
  using test = await openConnection();
  test.connection.delaysCommit = true;
  await assert.rejects(test.one.commit(ADD_ONE), /no response/);
  assert.equal((await test.connection.deliver()).ok, true);
  assert.equal((await test.one.commit(ADD_ONE)).ok, false);
  assert.equal((await test.one.commit(ADD_ONE)).ok, true);
  assert.equal(await readCount(test.kv), 2n);
});
