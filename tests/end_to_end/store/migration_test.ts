import assert from "node:assert/strict";
import { openDesk } from "../../../store/mod.ts";
import { assertConsistent } from "../../store/audit.ts";
import { removeNewParts } from "../../store/kv/migrations/version_4.ts";
import { TestKv } from "../../store/kv/test_kv.ts";
import { keys } from "../../../store/kv/schema/keys.ts";
import { CURRENT_VERSION } from "../../../store/kv/schema/migrations.ts";
import { runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** The migration reports its progress after 2,000, and should be killed with some left. */
const TICKETS = 4_200;

const BY = { kind: "system", name: "test", version: null } as const;
const FIRST_REPORT = "Sorting tickets into queues: 2,000 tickets done.";

async function writeOldStore(path: string): Promise<void> {
  const desk = await openDesk(path);
  await desk.archive.importCustomers(
    [{ customer: { email: "ada@example.com", name: "Ada", account_tier: "pro" } }],
    BY,
  );
  const tickets = Array.from({ length: TICKETS }, (_, index) => ({
    ticket: { subject: `Card ${index + 1}`, customer: "ada@example.com" },
  }));
  await desk.archive.importTickets(tickets, BY);
  await desk.close();
  using kv = await TestKv.open(path);
  await removeNewParts(kv);
}

Deno.test("a migration that is killed goes on with the next commands, and loses nothing", async () => {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  await writeOldStore(db);
  {
    await using killed = startProgram(["export", "--db", db]);
    await killed.waitForErrors((text) => text.includes(FIRST_REPORT));
    killed.signal("SIGKILL");
    assert.equal((await killed.waitForExit()).signal, "SIGKILL");
  }
  {
    using kv = await TestKv.open(db);
    const { tickets } = (await kv.get<{ tickets: number }>(keys.migration)).value!;
    assert.ok(tickets >= 2_000 && tickets < TICKETS, `${tickets} tickets were done`);
    assert.deepEqual((await kv.get(keys.schema)).value, { version: 4 });
  }
  const results = await Promise.all([1, 2].map(() => runProgram(["export", "--db", db])));
  assert.ok(results.some(({ stderr }) => stderr.includes("Sorting tickets into queues: 4,200 tickets done.")));
  for (const { code, stdout, stderr } of results) {
    assert.equal(code, 0, stderr);
    assert.equal(stdout.split("\n").filter((line) => line.includes('"type":"ticket"')).length, TICKETS);
  }
  using kv = await TestKv.open(db);
  assert.deepEqual((await kv.get(keys.schema)).value, { version: CURRENT_VERSION });
  await assertConsistent(kv);
});

Deno.test("serve reports the progress of a migration to a host, without --log-level", async () => {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  await writeOldStore(db);
  await using server = startProgram(["serve", "--db", db]);
  await server.waitForErrors((text) => text.includes(FIRST_REPORT));
});
