import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { StoreFile } from "../../../../store/kv/file/store_file.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";

const unix = Deno.build.os !== "windows";

async function permissions(path: string): Promise<number> {
  return (await Deno.stat(path)).mode! & 0o777;
}

async function makeStore(path: string): Promise<void> {
  using kv = await Deno.openKv(path);
  await kv.set(["meta", "schema"], { version: 1 });
}

async function makeTablesLater(path: string): Promise<void> {
  await new Promise((resume) => setTimeout(resume, 100));
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE kv (\n  k blob primary key, v blob)");
  database.close();
}

Deno.test("StoreFile.claim() creates missing files and folders, accessible only to their owner", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("data/support-mcp/desk.db");
  using file = await StoreFile.claim(path);
  assert.equal(file.path, await Deno.realPath(path));
  assert.equal((await Deno.stat(path)).size, 0);
  if (!unix) return;
  assert.deepEqual(await Promise.all([folder.file("data"), folder.file("data/support-mcp"), path].map(permissions)), [
    0o700,
    0o700,
    0o600,
  ]);
});

Deno.test("StoreFile.claim() accepts a file of Deno KV, and an empty one", async () => {
  await using folder = await TemporaryFolder.create();
  await makeStore(folder.file("desk.db"));
  await Deno.writeFile(folder.file("empty.db"), new Uint8Array());
  using _store = await StoreFile.claim(folder.file("desk.db"));
  using _empty = await StoreFile.claim(folder.file("empty.db"));
});

Deno.test("StoreFile.claim() accepts a file with its tables only in the write-ahead log", async () => {
  await using folder = await TemporaryFolder.create();
  using kv = await Deno.openKv(folder.file("desk.db"));
  await kv.set(["meta", "schema"], { version: 1 });
  for (const name of ["desk.db", "desk.db-wal"]) {
    await Deno.copyFile(folder.file(name), folder.file(name.replace("desk", "copy")));
  }
  assert.ok(!(await Deno.readTextFile(folder.file("copy.db"))).includes("CREATE TABLE"));
  using _file = await StoreFile.claim(folder.file("copy.db"));
});

Deno.test("StoreFile.claim() rejects every other file without changing it", async () => {
  await using folder = await TemporaryFolder.create();
  const text = folder.file("notes.txt");
  await Deno.writeTextFile(text, "CREATE TABLE kv (k blob primary key)".repeat(1_000));
  const other = folder.file("other.db");
  const database = new DatabaseSync(other);
  database.exec("CREATE TABLE tickets (id integer); INSERT INTO tickets VALUES (1)");
  database.close();
  const cases: [path: string, reason: string, advice: string][] = [
    [text, "it is not a database", " If it was a store before, it is damaged: run support-mcp check."],
    [other, "it is the SQLite database of another program", ""],
  ];
  for (const [path, reason, advice] of cases) {
    const [before, real] = await Promise.all([Deno.readFile(path), Deno.realPath(path)]);
    await assert.rejects(StoreFile.claim(path), {
      name: "DeskError",
      code: "unavailable",
      message:
        `${real} is not a support-mcp store: ${reason}. It was not changed. Name another file with --db.${advice}`,
    });
    assert.deepEqual(await Deno.readFile(path), before);
  }
  assert.deepEqual((await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name).sort(), [
    "notes.txt",
    "other.db",
  ]);
});

Deno.test("StoreFile.claim() waits for a process that is creating its tables", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const database = new DatabaseSync(path);
  database.exec("CREATE TABLE migration_state (k integer)");
  database.close();
  const [file] = await Promise.all([StoreFile.claim(path), makeTablesLater(path)]);
  file[Symbol.dispose]();
});

Deno.test("StoreFile.claim() returns the real path", { ignore: !unix }, async () => {
  await using folder = await TemporaryFolder.create();
  await makeStore(folder.file("desk.db"));
  await Deno.symlink(folder.file("desk.db"), folder.file("link.db"));
  using file = await StoreFile.claim(folder.file("link.db"));
  assert.equal(file.path, await Deno.realPath(folder.file("desk.db")));
});

Deno.test("StoreFile.claim() does not inspect a file that this process has open", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const [first, second] = await Promise.all([StoreFile.claim(path), StoreFile.claim(path)]);
  await Deno.writeTextFile(path, "changed");
  using _third = await StoreFile.claim(path);
  first[Symbol.dispose]();
  second[Symbol.dispose]();
  _third[Symbol.dispose]();
  await assert.rejects(StoreFile.claim(path), /is not a support-mcp store/);
});

Deno.test("StoreFile.claim() rejects a folder", async () => {
  await using folder = await TemporaryFolder.create();
  await assert.rejects(StoreFile.claim(folder.path), /directory/i);
  await assert.rejects(StoreFile.claim(`${folder.path}/`), {
    code: "unavailable",
    message: /is a folder\. Name a file in it/,
  });
});

Deno.test("StoreFile.claim() rejects a store whose end is missing, before Deno KV opens it", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  await makeStore(path);
  const bytes = await Deno.readFile(path);
  const torn = bytes.slice(0, bytes.length - 4_000);
  await Deno.writeFile(path, torn);
  await assert.rejects(StoreFile.claim(path), {
    code: "unavailable",
    message:
      /^Cannot open the store .*desk\.db: the file is damaged \(it has \d+ bytes of \d+, so its end is missing\)/,
  });
  assert.deepEqual(await Deno.readFile(path), torn);
});
