import assert from "node:assert/strict";
import { openDesk } from "../../../store/mod.ts";
import { until } from "../../until.ts";
import { runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** Enough for an import to outlast the backup on any machine. */
const ROWS = 100_000;

Deno.test("backup of a store in use is a snapshot of one moment with complete tickets", async () => {
  await using folder = await TemporaryFolder.create();
  const [db, copy] = [folder.file("desk.db"), folder.file("copy.db")];
  const rows = Array.from({ length: ROWS }, (_, index) => `Ticket ${index + 1},a@b.c\n`);
  await Deno.writeTextFile(folder.file("t.csv"), `subject,customer\n${rows.join("")}`);
  await using writer = startProgram(["import", folder.file("t.csv"), "--db", db]);
  await until(async () => (await runProgram(["export", "--db", db])).stdout.length > 10_000, "some tickets are in");
  const { code, stderr } = await runProgram(["backup", copy, "--db", db]);
  writer.signal("SIGTERM");
  assert.equal((await writer.waitForExit()).code, 143, "it was still writing");
  assert.deepEqual([code, stderr], [0, ""]);
  await assertWhole(copy);
});

/** Asserts that the copy holds the first tickets written, each with its event, and matching counts. */
async function assertWhole(copy: string): Promise<void> {
  const desk = await openDesk(copy);
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  const { total } = await desk.tickets.getStats();
  await desk.close();
  assert.ok(tickets.length > 0 && tickets.length < ROWS);
  assert.equal(total, tickets.length);
  tickets.forEach(({ ticket, events }, index) => {
    assert.deepEqual([ticket.subject, events.length], [`Ticket ${index + 1}`, 1]);
  });
}

Deno.test("backup creates a store that the program opens, and never overwrites one", async () => {
  await using folder = await TemporaryFolder.create();
  const [db, copy] = [folder.file("desk.db"), folder.file("copy.db")];
  await Deno.writeTextFile(folder.file("t.csv"), "subject,customer\nOne,a@b.c\n");
  assert.equal((await runProgram(["import", folder.file("t.csv"), "--db", db])).code, 0);
  const copied = await runProgram(["backup", copy, "--db", db]);
  assert.deepEqual([copied.code, copied.stdout], [0, `Copied ${db} to ${copy}.\n`]);
  assert.equal((await runProgram(["export", "--db", copy])).stdout, (await runProgram(["export", "--db", db])).stdout);
  const again = await runProgram(["backup", copy, "--db", db]);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /^support-mcp: .*copy\.db already exists\. Use another name for the backup\.\n$/);
});

Deno.test("backup explains why it cannot write to a place, and leaves nothing there", async () => {
  await using folder = await TemporaryFolder.create();
  const db = folder.file("desk.db");
  await (await openDesk(db)).close();
  await Deno.writeTextFile(folder.file("notes.txt"), "mine");
  const before = await folder.listNames();
  for (
    const [place, says] of [
      [folder.file("none/copy.db"), /its folder does not exist\. Create it first\./],
      [folder.file("notes.txt/copy.db"), /part of the path is a file, not a folder\. Use a path in a folder\./],
      [folder.path, /it is a folder\. Use the path of a file in it\./],
    ] as const
  ) {
    const { code, stdout, stderr } = await runProgram(["backup", place, "--db", db]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^support-mcp: Cannot write [^\n]+\n$/);
    assert.match(stderr, says);
  }
  assert.deepEqual(await folder.listNames(), before);
  assert.equal(await Deno.readTextFile(folder.file("notes.txt")), "mine");
});

Deno.test("backup explains why it cannot copy what is not a store file", async () => {
  await using folder = await TemporaryFolder.create();
  for (
    const [location, says] of [[":memory:", /:memory:/], ["http://localhost:1", /the data is on a server/]] as const
  ) {
    const { code, stderr } = await runProgram(["backup", folder.file("copy.db"), "--db", location]);
    assert.equal(code, 1);
    assert.match(stderr, /^support-mcp: [^\n]+\n$/);
    assert.match(stderr, says);
  }
});
