import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { type CheckResult, checkRows } from "../../../../store/kv/check/check_rows.ts";
import { CheckThreads } from "../../../../store/kv/check/threads/mod.ts";
import { encodeKey, SqliteRows } from "../../../../store/kv/rows/mod.ts";
import { createRandom } from "../../../create_random.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { DAMAGES } from "./damages.ts";
import { createFullStore } from "./full_desk.ts";

const SEED = Number(Deno.env.get("SUPPORT_MCP_TEST_SEED") ?? 1);
const TICKETS_PER_TASK = 7;

let undamaged: string | undefined;

/** Copies a store that is made once for all tests. */
async function createStore(folder: TemporaryFolder): Promise<string> {
  if (undamaged === undefined) {
    undamaged = `${await Deno.makeTempDir({ prefix: "support-mcp-test-" })}/desk.db`;
    await createFullStore(undamaged);
  }
  await Deno.copyFile(undamaged, folder.file("desk.db"));
  return folder.file("desk.db");
}

async function check(path: string, others: number, module?: string): Promise<CheckResult> {
  using threads = new CheckThreads(path, others, module);
  using rows = await SqliteRows.open(path);
  await threads.join(rows);
  return await checkRows(rows, { threads, ticketsPerTask: TICKETS_PER_TASK });
}

/** A module of a thread that takes the snapshot, and then does what the text says. */
function createModule(path: string, onRun: string): string {
  using rows = new SqliteRows(new DatabaseSync(path, { readOnly: true }));
  const opened = JSON.stringify({ kind: "opened", version: rows.version });
  const text = `onmessage = ({ data }) => { if (data.kind === "open") postMessage(${opened}); else { ${onRun} } };`;
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

for (let seed = SEED; seed < SEED + 3; seed++) {
  Deno.test(`one thread and three find the same in a store with many damages (seed ${seed})`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = await createStore(folder);
    const random = createRandom(seed);
    const possible = DAMAGES.filter(({ kind }) => kind !== "file");
    for (let count = 0; count < 8; count++) possible[random(possible.length)]!.make(path, random);
    const [{ threads: one, ...alone }, { threads: three, ...together }] = [await check(path, 0), await check(path, 2)];
    assert.deepEqual([one, three], [1, 3]);
    assert.ok(alone.findings.total > 0);
    assert.deepEqual(together, alone);
  });
}

Deno.test("three threads find no problem in a sound store", async () => {
  await using folder = await TemporaryFolder.create();
  const { tickets, customers, threads, findings } = await check(await createStore(folder), 2);
  assert.deepEqual({ tickets, customers, threads, found: findings.kept }, {
    tickets: 60,
    customers: 4,
    threads: 3,
    found: [],
  });
});

Deno.test("all threads take the snapshot of the others when a store changes while they start", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await createStore(folder);
  using rows = await SqliteRows.open(path);
  const before = rows.version;
  {
    using database = new DatabaseSync(path);
    database.prepare("DELETE FROM kv WHERE k = ?").run(encodeKey(["next", "ticket"]));
    database.exec("UPDATE data_version SET version = version + 1");
  }
  using threads = new CheckThreads(path, 1);
  await threads.join(rows);
  assert.notEqual(rows.version, before);
  const { findings, threads: count } = await checkRows(rows, { threads, ticketsPerTask: TICKETS_PER_TASK });
  assert.deepEqual([count, findings.kept.map(({ subject }) => subject)], [2, ["The next ticket number"]]);
});

Deno.test("a check without a common snapshot, or without other threads, runs in one thread", async () => {
  await using folder = await TemporaryFolder.create();
  const path = await createStore(folder);
  const other = `data:text/javascript,onmessage=()=>postMessage({kind:"opened",version:"of another store"})`;
  for (const module of [other, "data:text/javascript,throw new Error('no')", "file:///nowhere/at/all.js"]) {
    const { threads, tickets, findings } = await check(path, 1, module);
    assert.deepEqual({ threads, tickets, found: findings.kept }, { threads: 1, tickets: 60, found: [] });
  }
});

for (
  const [end, onRun, reason] of [
    ["dies", `if (data.kind === "run") throw new Error("out of luck");`, "Uncaught Error: out of luck"],
    ["fails", `if (data.kind === "run") postMessage({ kind: "failed", reason: "disk I/O error" });`, "disk I/O error"],
  ] as const
) {
  Deno.test(`a thread that ${end} ends the check with its reason`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = await createStore(folder);
    await assert.rejects(check(path, 2, createModule(path, onRun)), {
      name: "DeskError",
      code: "unavailable",
      message: `Cannot check the store: a thread failed: ${reason}. Repeat the check.`,
    });
  });
}
