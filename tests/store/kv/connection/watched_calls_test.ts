import assert from "node:assert/strict";
import { withWatchedCalls } from "../../../../store/kv/connection/watched_calls.ts";
import { openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";

Deno.test("withWatchedCalls() makes every read and commit through the given function", async () => {
  let calls = 0;
  using kv = withWatchedCalls(await Deno.openKv(":memory:"), "here", (make) => {
    calls++;
    return make();
  });
  await kv.atomic().set(["a", 1], "one").set(["a", 2], "two").commit();
  assert.equal((await kv.get(["a", 1])).value, "one");
  const [one, none] = await kv.getMany<[string, string]>([["a", 1], ["b"]]);
  assert.deepEqual([one.value, none.value], ["one", null]);
  assert.equal(calls, 3);
  const values = await Array.fromAsync(kv.list<string>({ prefix: ["a"] }, { reverse: true }), ({ value }) => value);
  assert.deepEqual(values, ["two", "one"]);
  assert.ok(calls > 3);
});

Deno.test("withWatchedCalls() tells of failed reads in the desk's words, and leaves commits' failures as they are", async () => {
  const kv = withWatchedCalls(await Deno.openKv(":memory:"), "/data/desk.db");
  kv.close();
  const failure = {
    name: "DeskError",
    code: "unavailable",
    message: /^Can't read the store \/data\/desk\.db: it is closed\./,
  };
  await assert.rejects(kv.get(["a"]), failure);
  await assert.rejects(kv.getMany([["a"]]), failure);
  await assert.rejects(kv.list({ prefix: [] }).next(), failure);
  await assert.rejects(kv.atomic().set(["a"], 1).commit(), { name: "BadResource" });
});

Deno.test("reading a damaged or closed file store fails with the reason and the way out", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const desk = await openDesk(path);
  const by = { kind: "system", name: "test", version: null } as const;
  await desk.customers.create({ email: "ana@example.com", name: "Ana", notes: "x".repeat(5_000) }, { by });
  await desk.close();
  await assert.rejects(desk.customers.get("ana@example.com"), { code: "unavailable", message: /: it is closed\./ });
  await assert.rejects(desk.tickets.search("printer"), { code: "unavailable", message: /: it is closed\./ });
  await assert.rejects(desk.check(), { code: "unavailable", message: /: it is closed\./ });

  const open = await openDesk(path);
  await overwriteAfterHead(path);
  const damaged = {
    code: "unavailable",
    message: /^Can't read the store .*: the file is damaged\. Put a backup in its place\./,
  };
  await assert.rejects(open.customers.get("ana@example.com"), damaged);
  await assert.rejects(Array.fromAsync(open.archive.exportCustomers()), damaged);
  await open.close();
});

/** Leaves SQLite's head and schema as they are. */
async function overwriteAfterHead(path: string): Promise<void> {
  const bytes = await Deno.readFile(path);
  bytes.fill(0xff, 4_096);
  await Deno.writeFile(path, bytes);
}
