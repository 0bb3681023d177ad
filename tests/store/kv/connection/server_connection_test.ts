import assert from "node:assert/strict";
import { StoreTimeoutError } from "../../../../store/kv/connection/timeout.ts";
import { NotSentError, ServerConnection } from "../../../../store/kv/connection/server_connection.ts";
import { until } from "../../../until.ts";

/** A server that can be looked for, and what it is asked. */
function serving(status: () => number) {
  let looks = 0;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => {
    looks++;
    return new Response(null, { status: status() });
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  return { url, looks: () => looks, [Symbol.asyncDispose]: () => server.shutdown() };
}

const never = () => new Promise<never>(() => {});

Deno.test("ServerConnection.call() gives what the call gives, or throws what it throws", async () => {
  const connection = new ServerConnection("http://127.0.0.1:1", never);
  assert.equal(await connection.call(() => Promise.resolve(42)), 42);
  await assert.rejects(connection.call(() => Promise.reject(new TypeError("no"))), TypeError);
  assert.equal(await connection.call(() => Promise.resolve("and goes on")), "and goes on");
});

Deno.test("ServerConnection.call() makes no calls from the first that took too long until a read succeeds", async () => {
  let status = 502; // a proxy's answer while the server behind it is away
  await using server = serving(() => status);
  let reads = 0;
  let isBack = false;
  const read = () => {
    reads++;
    return isBack ? Promise.resolve() : never();
  };
  const connection = new ServerConnection(server.url, read, { patience: 30 });

  await assert.rejects(
    connection.call(never),
    (error) => error instanceof StoreTimeoutError && !(error instanceof NotSentError),
  );
  let calls = 0;
  const call = () => connection.call(() => Promise.resolve(++calls));
  await assert.rejects(call(), NotSentError);
  await until(() => server.looks() >= 2, "it looked for the server twice");
  assert.deepEqual([calls, reads], [0, 0]);

  status = 405;
  await until(() => reads >= 2, "it read in vain");
  await assert.rejects(call(), NotSentError);
  isBack = true;
  await until(() => call().then(() => true, () => false), "the server was back");
  assert.equal(calls, 1);
});

Deno.test("ServerConnection.close() ends the looking", async () => {
  await using server = serving(() => 503);
  const connection = new ServerConnection(server.url, never, { patience: 10 });
  await assert.rejects(connection.call(never), StoreTimeoutError);
  connection.close(); // a timer that were left would fail this test
});
