import assert from "node:assert/strict";
import { runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const linux = Deno.build.os === "linux";

interface Desk {
  folder: TemporaryFolder;
  db: string;
  copy: string;
}

/** Runs a test with a store of two tickets and a backup that has only the first. */
async function withDesk(work: (desk: Desk) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.create();
  const [db, copy] = [folder.file("desk.db"), folder.file("copy.db")];
  await addTicket(folder, db, "One");
  assert.equal((await runProgram(["backup", copy, "--db", db])).code, 0);
  await addTicket(folder, db, "Two");
  await work({ folder, db: await Deno.realPath(db), copy });
}

async function addTicket(folder: TemporaryFolder, db: string, subject: string): Promise<void> {
  await Deno.writeTextFile(folder.file("t.csv"), `subject,customer\n${subject},a@b.c\n`);
  assert.equal((await runProgram(["import", folder.file("t.csv"), "--db", db])).code, 0);
}

async function readSubjects(db: string): Promise<string[]> {
  const { stdout } = await runProgram(["export", "--db", db]);
  return [...stdout.matchAll(/"type":"ticket".*?"subject":"(\w+)"/g)].map(([, subject]) => subject!).sort();
}

Deno.test("restore replaces the store with a backup, keeps the old one, and says so", async () => {
  await withDesk(async ({ db, copy }) => {
    assert.deepEqual(await readSubjects(db), ["One", "Two"]);
    const { code, stdout, stderr } = await runProgram(["restore", copy, "--db", db]);
    assert.deepEqual([code, stderr], [0, ""]);
    const [first, second] = stdout.split("\n");
    assert.equal(first, `Restored ${db} from ${copy}: 1 ticket, 1 customer.`);
    const kept = /^The previous store is kept as (.+)\.$/.exec(second!)![1]!;
    assert.deepEqual(await readSubjects(db), ["One"]);
    assert.deepEqual(await readSubjects(kept), ["One", "Two"]);
    assert.equal((await runProgram(["restore", copy, "--db", db, "--quiet"])).stdout, "");
  });
});

const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
});
const STATS = `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"ticket_stats","arguments":{}}}`;

Deno.test("restore refuses while a server has the store open, and names it", async () => {
  await withDesk(async ({ db, copy, folder }) => {
    await using server = startProgram(["serve", "--db", db]);
    await server.write(`${INITIALIZE}\n${STATS}\n`);
    await server.waitForOutput((text) => text.includes('"id":2'));
    const before = await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name);
    const refused = await runProgram(["restore", copy, "--db", db]);
    assert.deepEqual([refused.code, refused.stdout], [1, ""]);
    assert.match(
      refused.stderr,
      /^support-mcp: The store .*desk\.db is in use by [^\n]*\. Nothing was changed\. Stop it/,
    );
    if (linux) assert.match(refused.stderr, /in use by process \d+ \([^)]*(?:serve|…)/);
    assert.deepEqual((await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name)).sort(), before.sort());
    assert.deepEqual(await readSubjects(db), ["One", "Two"]);
    await server.closeInput();
    assert.equal((await server.waitForExit()).code, 0);
    assert.equal((await runProgram(["restore", copy, "--db", db])).code, 0);
    assert.deepEqual(await readSubjects(db), ["One"]);
  });
});

Deno.test("restore after kill -9 leaves no trace of the killed server's log in the new store", async () => {
  await withDesk(async ({ db, copy }) => {
    await using server = startProgram(["serve", "--db", db]);
    await server.write(`${INITIALIZE}\n${STATS}\n`);
    await server.waitForOutput((text) => text.includes('"id":2'));
    const create = { name: "create_ticket", arguments: { subject: "Three", customer: "a@b.c" } };
    await server.write(`${JSON.stringify({ jsonrpc: "2.0", id: 3, method: "tools/call", params: create })}\n`);
    await server.waitForOutput((text) => text.includes('"id":3'));
    server.signal("SIGKILL");
    await server.waitForExit();
    assert.ok((await Deno.stat(`${db}-wal`)).size > 0);
    const { code, stdout } = await runProgram(["restore", copy, "--db", db]);
    assert.equal(code, 0);
    assert.deepEqual(await readSubjects(db), ["One"]);
    assert.equal(
      (await runProgram(["export", "--db", /kept as (.+)\./.exec(stdout)![1]!])).stdout.includes("Three"),
      true,
    );
  });
});
