import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

/** Creates a store of tickets with long descriptions. */
async function makeStore(folder: TemporaryFolder, tickets: number): Promise<string> {
  const [table, db] = [folder.file("tickets.csv"), folder.file("desk.db")];
  const row = `Large,a@b.c,${"x".repeat(15_000)}\n`;
  await Deno.writeTextFile(table, `subject,customer,description\n${row.repeat(tickets)}`);
  const { code, stderr } = await runProgram(["import", table, "--db", db]);
  assert.equal(code, 0, stderr);
  return db;
}

Deno.test("export overwrites a file only with --force", async () => {
  await using folder = await TemporaryFolder.create();
  const [db, file] = [await makeStore(folder, 1), folder.file("desk.jsonl")];
  await Deno.writeTextFile(file, "mine");
  const refused = await runProgram(["export", file, "--db", db]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^support-mcp: .*desk\.jsonl already exists.*--force\.\n$/);
  assert.equal(await Deno.readTextFile(file), "mine");
  assert.equal((await runProgram(["export", file, "--db", db, "--force"])).code, 0);
  assert.match(await Deno.readTextFile(file), /^\{"type":"support-mcp","version":1,"kinds":\[.+\]\}\n/);
});

Deno.test("export - writes to standard output, as without a name", async () => {
  await using folder = await TemporaryFolder.create();
  const db = await makeStore(folder, 1);
  const [named, unnamed] = [await runProgram(["export", "-", "--db", db]), await runProgram(["export", "--db", db])];
  assert.deepEqual(named, unnamed);
  assert.match(named.stdout, /^\{"type":"support-mcp","version":1,"kinds":\[.+\]\}\n/);
  const salvaged = await runProgram(["export", "--salvage", "-", "--db", db], { cwd: folder.path });
  assert.equal(salvaged.stdout, unnamed.stdout);
  assert.deepEqual((await folder.listNames()).filter((name) => name.startsWith("-")), []);
});

Deno.test("export to a name that ends in .gz writes a compressed file, which import reads", async () => {
  await using folder = await TemporaryFolder.create();
  const [db, file] = [await makeStore(folder, 3), folder.file("desk.jsonl.gz")];
  const plain = await runProgram(["export", "-", "--db", db]);
  const { code, stdout } = await runProgram(["export", file, "--db", db]);
  assert.deepEqual([code, stdout], [0, `Exported 3 tickets, 1 customer, 0 files to ${file}.\n`]);
  assert.equal(gunzipSync(await Deno.readFile(file)).toString(), plain.stdout);
  const imported = await runProgram(["import", file, "--db", folder.file("copy.db")]);
  assert.match(imported.stdout, /^ {2}tickets +3 added$/m);
  const salvaged = await runProgram(["export", "--salvage", file, "--force", "--db", db]);
  assert.equal(salvaged.code, 0, salvaged.stderr);
  assert.equal(gunzipSync(await Deno.readFile(file)).toString(), plain.stdout);
});

Deno.test("export reports a missing store, and creates none", async () => {
  await using folder = await TemporaryFolder.create();
  const { code, stdout, stderr } = await runProgram(["export", "--db", folder.file("none.db")]);
  assert.deepEqual([code, stdout], [1, ""]);
  assert.match(stderr, /^support-mcp: There is no store at .*none\.db/);
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder.path)), []);
});

Deno.test("export into a closed pipe ends without an error", async () => {
  await using folder = await TemporaryFolder.create();
  await using running = startProgram(["export", "--db", await makeStore(folder, 200)]);
  await running.waitForOutput((text) => text.includes("\n"));
  await running.closeOutput();
  const { code, stderr } = await running.waitForExit();
  assert.deepEqual([code, stderr], [0, ""]);
});

Deno.test("export --customer writes one customer, and nothing for an unknown one", async () => {
  await using folder = await TemporaryFolder.create();
  const [db, file] = [await makeStore(folder, 2), folder.file("customer.jsonl")];
  const unknown = await runProgram(["export", "--customer", "eve@b.c", "--db", db, file]);
  assert.deepEqual([unknown.code, unknown.stdout], [1, ""]);
  assert.match(unknown.stderr, /^support-mcp: Customer eve@b\.c not found\.\n$/);
  await assert.rejects(Deno.stat(file), Deno.errors.NotFound);
  const { code, stdout } = await runProgram(["export", "--customer", "a@b.c", "--db", db, file]);
  assert.deepEqual([code, stdout], [0, `Exported 2 tickets, 1 customer, 0 files to ${file}.\n`]);
  const both = await runProgram(["export", "--customer", "a@b.c", "--salvage", "--db", db]);
  assert.equal(both.code, 2);
});
