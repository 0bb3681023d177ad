import assert from "node:assert/strict";
import { ReadErrors } from "../../../../store/kv/connection/read_errors.ts";
import { openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { TestKv } from "../test_kv.ts";

Deno.test("ReadErrors reports failed reads as desk errors, and passes errors of commits on", async () => {
  const kv = new ReadErrors(await TestKv.open(), "/data/desk.db");
  kv[Symbol.dispose]();
  const failure = {
    name: "DeskError",
    code: "unavailable",
    message: /^Cannot read the store \/data\/desk\.db: it is closed\./,
  };
  await assert.rejects(kv.get(["a"]), failure);
  await assert.rejects(kv.getMany([["a"]]), failure);
  await assert.rejects(Array.fromAsync(kv.list({ prefix: [] })), failure);
  const commit = kv.commit({ checks: [], mutations: [{ type: "set", key: ["a"], value: 1 }] });
  await assert.rejects(commit, { name: "BadResource" });
});

Deno.test("reads of a damaged or closed file fail with the reason and what to do", async () => {
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
    message: /^Cannot read the store .*: the file is damaged\. Restore a backup \(support-mcp restore\), or repair it/,
  };
  await assert.rejects(open.customers.get("ana@example.com"), damaged);
  await assert.rejects(Array.fromAsync(open.archive.exportCustomers()), damaged);
  await open.close();
});

/** Damages a file, except for SQLite's header and schema. */
async function overwriteAfterHead(path: string): Promise<void> {
  const bytes = await Deno.readFile(path);
  bytes.fill(0xff, 4_096);
  await Deno.writeFile(path, bytes);
}
