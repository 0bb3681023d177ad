import assert from "node:assert/strict";
import { ServerConnection } from "../../../../store/kv/connection/server_connection.ts";
import { NotSentError, StoreTimeoutError } from "../../../../store/kv/connection/timeout.ts";
import { type Entry, type Key, StoreDecorator } from "../../../../store/kv/port/mod.ts";
import { until } from "../../../until.ts";
import { TestKv } from "../test_kv.ts";

/** A store that can stop responding. */
class FreezableStore extends StoreDecorator {
  isFrozen = false;
  reads = 0;

  override get<T>(key: Key): Promise<Entry<T>> {
    this.reads++;
    return this.isFrozen ? new Promise(() => {}) : super.get<T>(key);
  }
}

/** Starts an HTTP server for probes. */
function startServer(status: () => number) {
  let requests = 0;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => {
    requests++;
    return new Response(null, { status: status() });
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  return { url, requests: () => requests, [Symbol.asyncDispose]: () => server.shutdown() };
}

Deno.test("ServerConnection passes results and errors on", async () => {
  const kv = await TestKv.open();
  await kv.set(["a"], 42);
  const connection = new ServerConnection(kv, "http://127.0.0.1:1");
  assert.equal((await connection.get(["a"])).value, 42);
  assert.deepEqual((await connection.getMany([["a"], ["b"]])).map(({ value }) => value), [42, null]);
  assert.deepEqual((await Array.fromAsync(connection.list({ prefix: [] }))).map(({ value }) => value), [42]);
  const operation = { checks: [{ key: ["a"], versionstamp: null }], mutations: [] };
  assert.equal((await connection.commit(operation)).ok, false);
  connection[Symbol.dispose]();
  await assert.rejects(connection.get(["a"]), { name: "BadResource" });
});

Deno.test("ServerConnection makes no calls from the first timeout until a read succeeds", async () => {
  let status = 502; // the error of a proxy while the server behind it is away
  await using server = startServer(() => status);
  const kv = new FreezableStore(await TestKv.open());
  using connection = new ServerConnection(kv, server.url, { timeout: 30 });
  const isConnected = () => connection.get(["a"]).then(() => true, () => false);

  kv.isFrozen = true;
  await assert.rejects(
    connection.get(["a"]),
    (error) => error instanceof StoreTimeoutError && !(error instanceof NotSentError),
  );
  await assert.rejects(connection.get(["a"]), NotSentError);
  await assert.rejects(connection.commit({ checks: [], mutations: [] }), NotSentError);
  await until(() => server.requests() >= 2, "the server was probed twice");
  assert.equal(kv.reads, 1);

  status = 405;
  await until(() => kv.reads >= 3, "probes read in vain");
  await assert.rejects(connection.get(["a"]), NotSentError);
  kv.isFrozen = false;
  await until(isConnected, "the server was back");
});

Deno.test("ServerConnection stops its probes when it is disposed of", async () => {
  await using server = startServer(() => 503);
  const kv = new FreezableStore(await TestKv.open());
  const connection = new ServerConnection(kv, server.url, { timeout: 10 });
  kv.isFrozen = true;
  await assert.rejects(connection.get(["a"]), StoreTimeoutError);
  connection[Symbol.dispose](); // a remaining timer would fail this test
});
