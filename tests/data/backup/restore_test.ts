import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { backUp, restore } from "../../../data/mod.ts";
import { openDesk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { BY } from "../import_file.ts";

/** Adds customers to a store, and creates it on first use. */
async function addCustomers(path: string, ...names: string[]): Promise<void> {
  const desk = await openDesk(path);
  for (const name of names) await desk.customers.create({ email: `${name}@b.c`, name }, { by: BY });
  await desk.close();
}

async function readNames(path: string): Promise<string[]> {
  const desk = await openDesk(path);
  try {
    return await Array.fromAsync(desk.archive.exportCustomers(), ({ customer }) => customer.name);
  } finally {
    await desk.close();
  }
}

async function listNames(folder: TemporaryFolder): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name)).sort();
}

/** Creates a store with Ada, a backup of it, and then adds Bob. */
async function makeStoreAndBackup(folder: TemporaryFolder): Promise<{ store: string; copy: string }> {
  const [store, copy] = [folder.file("desk.db"), folder.file("copy.db")];
  await addCustomers(store, "ada");
  await backUp(store, copy);
  await addCustomers(store, "bob");
  return { store: await Deno.realPath(store), copy };
}

Deno.test("restore() replaces the store with a backup, and keeps the previous store", async () => {
  await using folder = await TemporaryFolder.create();
  const { store, copy } = await makeStoreAndBackup(folder);
  const { kept, ...summary } = await restore(copy, store);
  assert.deepEqual(summary, { path: store, tickets: 0, customers: 1 });
  assert.match(kept!, /desk\.db\.before-restore-\d{4}-\d\d-\d\dT\d{6}Z$/);
  assert.deepEqual(await readNames(store), ["ada"]);
  assert.deepEqual(await readNames(kept!), ["ada", "bob"]);
  assert.deepEqual(await readNames(copy), ["ada"]);
});

Deno.test("restore() is not confused by what a killed process left beside the store", async () => {
  await using folder = await TemporaryFolder.create();
  const { store, copy } = await makeStoreAndBackup(folder);
  const crashed = folder.file("crashed.db");
  const desk = await openDesk(store);
  await desk.customers.create({ email: "eve@b.c", name: "eve" }, { by: BY });
  for (const suffix of ["", "-wal"]) await Deno.copyFile(store + suffix, crashed + suffix);
  await desk.close();
  const { kept } = await restore(copy, crashed);
  assert.deepEqual(await readNames(crashed), ["ada"]);
  assert.deepEqual(await readNames(kept!), ["ada", "bob", "eve"]);
});

Deno.test("restore() replaces a damaged store, and keeps its files", async () => {
  await using folder = await TemporaryFolder.create();
  const { store, copy } = await makeStoreAndBackup(folder);
  for (const [name, text] of [["", "no database at all"], ["-wal", "nor a log"]] as const) {
    await Deno.writeTextFile(store + name, text);
  }
  const { kept } = await restore(copy, store);
  assert.deepEqual(await readNames(store), ["ada"]);
  assert.equal(await Deno.readTextFile(kept!), "no database at all");
  assert.equal(await Deno.readTextFile(`${kept}-wal`), "nor a log");
});

Deno.test("restore() creates a missing store and its folder, and ignores a log without a store", async () => {
  await using folder = await TemporaryFolder.create();
  const { copy } = await makeStoreAndBackup(folder);
  const missing = folder.file("new/place/desk.db");
  assert.equal((await restore(copy, missing)).kept, null);
  assert.deepEqual(await readNames(missing), ["ada"]);
  await Deno.remove(missing);
  await Deno.writeTextFile(`${missing}-wal`, "left over");
  await restore(copy, missing);
  assert.deepEqual(await readNames(missing), ["ada"]);
});

Deno.test("restore() reads the latest changes of a backup that was opened and not closed", async () => {
  await using folder = await TemporaryFolder.create();
  const { store, copy } = await makeStoreAndBackup(folder);
  const desk = await openDesk(copy);
  await desk.customers.create({ email: "cleo@b.c", name: "cleo" }, { by: BY });
  await restore(copy, store);
  await desk.close();
  assert.deepEqual(await readNames(store), ["ada", "cleo"]);
});

Deno.test("restore() replaces the target of a link", { ignore: Deno.build.os === "windows" }, async () => {
  await using folder = await TemporaryFolder.create();
  const { store, copy } = await makeStoreAndBackup(folder);
  await Deno.symlink(store, folder.file("link.db"));
  assert.equal((await restore(copy, folder.file("link.db"))).path, store);
  assert.ok((await Deno.lstat(folder.file("link.db"))).isSymlink);
  assert.deepEqual(await readNames(folder.file("link.db")), ["ada"]);
});

Deno.test("restore() gives the store to the owner that it had", { ignore: Deno.build.os === "windows" }, async () => {
  await using folder = await TemporaryFolder.create();
  const { store, copy } = await makeStoreAndBackup(folder);
  const isAdministrator = Deno.uid() === 0;
  const owner = isAdministrator ? 12_345 : Deno.uid();
  for (const file of [store, `${store}.lock`]) {
    if (isAdministrator) await Deno.chown(file, 12_345, 12_345);
    await Deno.chmod(file, 0o660);
  }
  await restore(copy, store);
  for (const file of [store, `${store}.lock`]) {
    const { uid, mode } = await Deno.stat(file);
    assert.deepEqual([uid, mode! & 0o777], [owner, 0o660], file);
  }
  if (!isAdministrator) return;
  await Deno.chown(folder.path, 12_345, 12_345);
  await restore(copy, folder.file("new.db"));
  assert.equal((await Deno.stat(folder.file("new.db"))).uid, 12_345, "the owner of the folder");
});

Deno.test("restore() rejects every file that is not a whole backup, and changes nothing", async () => {
  await using folder = await TemporaryFolder.create();
  const { store, copy } = await makeStoreAndBackup(folder);
  const bytes = await Deno.readFile(copy);
  await Deno.writeTextFile(folder.file("notes.txt"), "Call Alice back.");
  await Deno.writeFile(folder.file("empty.db"), new Uint8Array());
  await Deno.writeFile(folder.file("torn.db"), bytes.slice(0, bytes.length - 5_000));
  await Deno.writeFile(folder.file("damaged.db"), bytes.map((byte, index) => index > 4_200 ? byte ^ 0x55 : byte));
  const other = new DatabaseSync(folder.file("other.db"));
  other.exec("CREATE TABLE invoice (id INTEGER)");
  other.close();
  await Deno.writeTextFile(folder.file("export.jsonl"), '{"type":"desk","version":1}\n');
  const kv = await Deno.openKv(folder.file("kv.db"));
  await kv.set(["users", "ana"], 1);
  kv.close();
  await Deno.copyFile(copy, folder.file("newer.db"));
  const newer = await Deno.openKv(folder.file("newer.db"));
  await newer.set(["meta", "schema"], { version: 99 });
  newer.close();
  const cases: [name: string, message: RegExp][] = [
    ["missing.db", /^Cannot read .*missing\.db: it does not exist/],
    ["empty.db", /^Cannot read .*empty\.db: it is empty/],
    ["notes.txt", /^Cannot restore .*notes\.txt: it is not a store\. Nothing was changed\. Use another backup\.$/],
    [
      "export.jsonl",
      /export\.jsonl: it is an export, not a backup\. Nothing was changed\. Read it with support-mcp import/,
    ],
    ["other.db", /^Cannot restore .*other\.db: it is not a store/],
    ["kv.db", /^Cannot restore .*kv\.db: it is not a store/],
    ["torn.db", /^Cannot restore .*torn\.db: it is damaged \(/],
    ["damaged.db", /^Cannot restore .*damaged\.db: it is damaged \(/],
    ["newer.db", /newer\.db: a newer version of support-mcp wrote it\. Nothing was changed\. Update support-mcp/],
    ["desk.db", /desk\.db: it is the store itself\. Name a backup of it/],
  ];
  const before = await listNames(folder);
  for (const [name, message] of cases) {
    await assert.rejects(restore(folder.file(name), store), { name: "DataError", message });
  }
  assert.deepEqual(await listNames(folder), before);
  assert.deepEqual(await readNames(store), ["ada", "bob"]);
});

Deno.test("restore() takes only a path for the store", async () => {
  await using folder = await TemporaryFolder.create();
  const { copy } = await makeStoreAndBackup(folder);
  await assert.rejects(restore(copy, ":memory:"), /Cannot restore :memory:: it exists only inside its process/);
  await assert.rejects(restore(copy, "https://kv.example"), /the data is on a server\. Set --db to a file/);
  await assert.rejects(restore(copy, folder.path), /it is a folder/);
});
