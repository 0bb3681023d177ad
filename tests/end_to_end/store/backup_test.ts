import assert from "node:assert/strict";
import { openDesk } from "../../../store/mod.ts";
import { until } from "../../until.ts";
import { statelessRequest } from "../../server/transports/http/post.ts";
import { startHttpProgram } from "../http/http_hosts.ts";
import { runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const CREATE = { name: "create_ticket", arguments: { subject: "Card lost", customer: "a@b.c" } };

Deno.test("backup of a store in use is a snapshot of one moment with complete tickets", async () => {
  await using folder = await TemporaryFolder.create();
  const [db, copy] = [folder.file("desk.db"), folder.file("copy.db")];
  await using server = await startHttpProgram(["--db", db, "--max-rate", "0"]);
  let created = 0;
  let isOver = false;
  const writing = Promise.all(Array.from({ length: 4 }, async () => {
    while (!isOver) {
      const { json } = await statelessRequest(server.url, "tools/call", CREATE);
      if (!json.result.isError) created++;
    }
  }));
  await until(() => created >= 20, "some tickets are there");
  const { code, stderr } = await runProgram(["backup", copy, "--db", db]);
  isOver = true;
  await writing;
  assert.deepEqual([code, stderr], [0, ""]);
  await assertWhole(copy, created);
});

/** Asserts that the copy holds the first tickets written, each with its event, and matching counts. */
async function assertWhole(copy: string, created: number): Promise<void> {
  const desk = await openDesk(copy);
  const tickets = await Array.fromAsync(desk.archive.exportTickets());
  const { total } = await desk.tickets.getStats();
  await desk.close();
  assert.ok(tickets.length >= 20 && tickets.length <= created, `${tickets.length} of ${created}`);
  assert.equal(total, tickets.length);
  tickets.forEach(({ ticket, events }, index) => {
    assert.deepEqual([ticket.id, events.map(({ what }) => what)], [String(index + 1), ["created"]]);
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
