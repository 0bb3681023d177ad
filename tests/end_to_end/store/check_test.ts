import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { createRandom } from "../../create_random.ts";
import { DAMAGES } from "../../store/kv/check/damages.ts";
import { createFullStore } from "../../store/kv/check/full_desk.ts";
import { runProgram, startProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

async function createDamagedStore(folder: TemporaryFolder, ...names: string[]): Promise<string> {
  const db = `${await Deno.realPath(folder.path)}/desk.db`;
  await createFullStore(db);
  for (const name of names) DAMAGES.find((damage) => damage.name === name)!.make(db, createRandom(1));
  return db;
}

Deno.test("check lists the problems of a store, and exits with 1 until they are repaired", async () => {
  await using folder = await TemporaryFolder.create();
  const db = await createDamagedStore(folder, "due tickets are not listed", "a counter is wrong");
  const { code, stdout, stderr } = await runProgram(["check", "--db", db]);
  assert.deepEqual([code, stderr], [1, ""]);
  assert.match(stdout, /^index {4}Ticket #\d+: missing in the list of due tickets\.$/m);
  assert.match(stdout, /^index {4}Counter customers: it is \d+, but should be 4\.$/m);
  assert.match(stdout, /with 60 tickets and 4 customers in \d+\.\d s: 4 problems, nothing is lost\.\nRepair /);

  const json = JSON.parse((await runProgram(["check", "--json", "--db", db])).stdout);
  assert.deepEqual([json.ok, json.tickets, json.problems.derived, json.kept], [false, 60, 4, null]);

  const repair = await runProgram(["check", "--repair", "--db", db]);
  assert.equal(repair.code, 0);
  assert.match(repair.stdout, /Repaired .*desk\.db\. The previous store is kept as .*desk\.db\.before-repair-/);
  const after = await runProgram(["check", "--db", db]);
  assert.equal(after.code, 0);
  assert.match(after.stdout, /: no problems\.\n$/);
});

Deno.test("check reads a large store in several threads", async () => {
  await using folder = await TemporaryFolder.create();
  const db = await createDamagedStore(folder, "due tickets are not listed");
  {
    using database = new DatabaseSync(db);
    database.exec("CREATE TABLE more (content BLOB); INSERT INTO more VALUES (zeroblob(9000000))");
  }
  const json = JSON.parse((await runProgram(["check", "--json", "--db", db])).stdout);
  const threads = Math.min(navigator.hardwareConcurrency, 8);
  assert.deepEqual([json.threads, json.ok, json.tickets, json.problems.derived], [threads, false, 60, 3]);
});

Deno.test("check --repair leaves a sound store, one in use and a foreign file unchanged", async () => {
  await using folder = await TemporaryFolder.create();
  const db = await createDamagedStore(folder);
  assert.match(
    (await runProgram(["check", "--repair", "--db", db])).stdout,
    /: no problems\. Nothing was changed\.\n$/,
  );

  await using server = startProgram(["serve", "--http", "0", "--db", db]);
  await server.waitForErrors((text) => text.includes("Listening"));
  const { code, stderr } = await runProgram(["check", "--repair", "--db", db]);
  assert.equal(code, 1);
  assert.match(stderr, /^support-mcp: The store .* is in use by .* Nothing was changed\..*\n$/);
  assert.equal((await runProgram(["check", "--db", db])).code, 0, "checking it is possible");

  await Deno.writeTextFile(folder.file("notes.db"), "hello");
  const foreign = await runProgram(["check", "--repair", "--db", folder.file("notes.db")]);
  assert.equal(foreign.code, 1);
  assert.match(foreign.stderr, /notes\.db is not a support-mcp store/);
  assert.equal(await Deno.readTextFile(folder.file("notes.db")), "hello");
});

Deno.test("export --salvage writes all that can be read, and names the rest", async () => {
  await using folder = await TemporaryFolder.create();
  const db = await createDamagedStore(folder, "the first page is zeroed", "the end is missing");
  const { code, stdout, stderr } = await runProgram(["export", "--salvage", folder.file("rest.jsonl"), "--db", db]);
  assert.equal(code, 0);
  assert.match(stdout, /^Exported \d+ tickets, \d customers, \d files(?:, \d articles?)? to .*rest\.jsonl\.\n$/);
  assert.match(stderr, /^damaged {2}The file: the header is not that of a SQLite file\.\n(lost|rebuilt)/);
  assert.match(stderr, /\n\d+ problems\. Everything else is in the export\.\n$/);
  const imported = await runProgram(["import", folder.file("rest.jsonl"), "--db", folder.file("new.db")]);
  assert.deepEqual([imported.code, imported.stderr], [0, ""]);
  assert.match(imported.stdout, / 0 rejected\n/);
  assert.equal((await runProgram(["check", "--db", folder.file("new.db")])).code, 0);
});
