import assert from "node:assert/strict";
import { keys } from "../../../../store/kv/schema/keys.ts";
import { CURRENT_VERSION } from "../../../../store/kv/schema/migrations.ts";
import { openStore, type StoreConnection } from "../../../../store/kv/connection/open_store.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";

const linux = Deno.build.os === "linux";

async function set({ kv }: StoreConnection, value: string): Promise<void> {
  await kv.commit({ checks: [], mutations: [{ type: "set", key: ["example"], value }] });
}

Deno.test("openStore() creates a store, and opens it again", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("new/desk.db");
  const store = await openStore({ kind: "file", path });
  assert.deepEqual([store.location, store.maxChecks], [await Deno.realPath(path), 100]);
  await set(store, "first");
  await store.close();
  const again = await openStore({ kind: "file", path });
  assert.equal((await again.kv.get(["example"])).value, "first");
  assert.deepEqual((await again.kv.get(keys.schema)).value, { version: CURRENT_VERSION });
  await again.close();
});

Deno.test("openStore() opens one file twice in one process", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const [one, other] = await Promise.all([openStore({ kind: "file", path }), openStore({ kind: "file", path })]);
  await set(one, "from one");
  await one.close();
  assert.equal((await other.kv.get(["example"])).value, "from one");
  await other.close();
});

Deno.test("openStore() leaks no resource when the store is rejected", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  using kv = await Deno.openKv(path);
  await kv.set(keys.schema, { version: 9 });
  await assert.rejects(openStore({ kind: "file", path }), {
    code: "unavailable",
    message: /newer version of support-mcp \(schema 9/,
  });
  await kv.set(keys.schema, { version: CURRENT_VERSION });
  await (await openStore({ kind: "file", path })).close();
});

Deno.test("openStore() rejects the Deno KV database of another program, and keeps its entries", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("other.db");
  using kv = await Deno.openKv(path);
  await kv.set(["users", "ana"], { age: 42 });
  await assert.rejects(openStore({ kind: "file", path }), {
    code: "unavailable",
    message: /other\.db is not a support-mcp store/,
  });
  const entries = await Array.fromAsync(kv.list({ prefix: [] }));
  assert.deepEqual(entries.map(({ key }) => key), [["users", "ana"]]);
});

Deno.test("openStore() reports why a store cannot be opened, and what to do", async () => {
  await using folder = await TemporaryFolder.create();
  await Deno.writeTextFile(folder.file("text"), "no folder");
  const cases: [path: string, message: RegExp][] = [
    [folder.path, /it is a folder/],
    [folder.file("text/desk.db"), /the path is too long, or a part of it is not a folder/],
    [folder.file("x".repeat(300)), /the path is too long, or a part of it is not a folder/],
    ...linux ? [["/sys/desk.db", /permission denied|read-only/] as [string, RegExp]] : [],
  ];
  for (const [path, message] of cases) {
    await assert.rejects(openStore({ kind: "file", path }), (error: Error & { code: string }) => {
      assert.deepEqual([error.name, error.code], ["DeskError", "unavailable"]);
      assert.ok(error.message.startsWith(`Cannot open the store ${path}: `), error.message);
      assert.match(error.message, message);
      assert.match(error.message, /--db\.$/);
      return true;
    });
  }
});

Deno.test(
  "openStore() reports a folder without write permission",
  { ignore: !linux || Deno.uid() === 0 },
  async () => {
    await using folder = await TemporaryFolder.create();
    await Deno.chmod(folder.path, 0o500);
    await assert.rejects(openStore({ kind: "file", path: folder.file("desk.db") }), /desk\.db: permission denied\. /);
    await Deno.chmod(folder.path, 0o700);
  },
);

Deno.test("openStore() in memory opens a new store each time", async () => {
  const [one, other] = await Promise.all([openStore({ kind: "memory" }), openStore({ kind: "memory" })]);
  await set(one, "one");
  assert.equal((await other.kv.get(["example"])).value, null);
  await one.close();
  await other.close();
});

Deno.test("openStore() reports a missing access token", async () => {
  const unauthorized = () => new Response("", { status: 401 }); // in case another test has set the variable
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, unauthorized);
  const url = `http://127.0.0.1:${server.addr.port}/`;
  try {
    await assert.rejects(openStore({ kind: "server", url }), {
      code: "unavailable",
      message:
        `Cannot open the store ${url}: the access token is missing or wrong. Set DENO_KV_ACCESS_TOKEN to the token of that server.`,
    });
  } finally {
    await server.shutdown();
  }
});

Deno.test("openStore() refuses a clock before 1970, which Deno KV does not survive", async () => {
  const now = Date.now;
  Date.now = () => Date.parse("1969-12-31T23:59:00.000Z");
  try {
    await assert.rejects(openStore({ kind: "memory" }), /the clock of this machine is wrong \(1969-12-31T/);
  } finally {
    Date.now = now;
  }
});
