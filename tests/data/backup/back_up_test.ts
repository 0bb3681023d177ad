import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { backUp } from "../../../data/mod.ts";
import { openDesk } from "../../../store/mod.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { BY } from "../import_file.ts";

/** Creates a store with one customer. */
async function makeStore(path: string): Promise<void> {
  const desk = await openDesk(path);
  await desk.customers.create({ email: "a@b.c", name: "Ada" }, { by: BY });
  await desk.close();
}

async function readCustomerName(path: string): Promise<string> {
  const desk = await openDesk(path);
  try {
    return (await desk.customers.get("a@b.c")).name;
  } finally {
    await desk.close();
  }
}

Deno.test("backUp() creates an independent store", async () => {
  await using folder = await TemporaryFolder.create();
  const [store, copy] = [folder.file("desk.db"), folder.file("copy.db")];
  await makeStore(store);
  await backUp(store, copy);
  const names = await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name);
  assert.deepEqual(names.filter((name) => name.startsWith("copy")), ["copy.db"]);
  const desk = await openDesk(copy);
  await desk.customers.update("a@b.c", { name: "Changed" }, { by: BY });
  await desk.close();
  assert.deepEqual([await readCustomerName(store), await readCustomerName(copy)], ["Ada", "Changed"]);
});

Deno.test("backUp() includes the last write of an open store", async () => {
  await using folder = await TemporaryFolder.create();
  const desk = await openDesk(folder.file("desk.db"));
  await desk.customers.create({ email: "a@b.c", name: "Ada" }, { by: BY });
  await backUp(folder.file("desk.db"), folder.file("copy.db"));
  await desk.customers.update("a@b.c", { name: "Later" }, { by: BY });
  await desk.close();
  assert.equal(await readCustomerName(folder.file("copy.db")), "Ada");
  assert.equal(await readCustomerName(folder.file("desk.db")), "Later");
});

Deno.test("backUp() never overwrites a file and removes partial copies", async () => {
  await using folder = await TemporaryFolder.create();
  await makeStore(folder.file("desk.db"));
  await Deno.writeTextFile(folder.file("copy.db"), "mine");
  await assert.rejects(backUp(folder.file("desk.db"), folder.file("copy.db")), /copy\.db already exists/);
  assert.equal(await Deno.readTextFile(folder.file("copy.db")), "mine");
  await Deno.writeTextFile(folder.file("notes.txt"), "Call Alice back.");
  await assert.rejects(backUp(folder.file("notes.txt"), folder.file("new.db")), /notes\.txt: it is not a store/);
  const names = await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name);
  assert.deepEqual(names.filter((name) => name.startsWith("new.db")), []);
});

Deno.test("backUp() accepts only stores", async () => {
  await using folder = await TemporaryFolder.create();
  const copy = folder.file("copy.db");
  await assert.rejects(backUp(":memory:", copy), /Cannot back up :memory:/);
  await assert.rejects(
    backUp("https://kv.example", copy),
    /Cannot back up https:\/\/kv\.example: the data is on a server.*export/,
  );
  await assert.rejects(backUp(folder.file("none.db"), copy), /There is no store at .*none\.db/);
  await assert.rejects(backUp(folder.path, copy), /it is a folder/);
  const other = new DatabaseSync(folder.file("other.db"));
  other.exec("CREATE TABLE invoice (id INTEGER)");
  other.close();
  await assert.rejects(backUp(folder.file("other.db"), copy), /other\.db: it is not a store/);
});

Deno.test("backUp() refuses a damaged store, and leaves no copy", async () => {
  await using folder = await TemporaryFolder.create();
  const [store, copy] = [folder.file("desk.db"), folder.file("copy.db")];
  await makeStore(store);
  const bytes = await Deno.readFile(store);
  await Deno.writeFile(store, bytes.map((byte, index) => index > 8_300 ? byte ^ 0x55 : byte));
  const refusal = { name: "DataError", message: /^Cannot back up .*desk\.db: it is damaged \(.*check --repair\)\.$/ };
  await assert.rejects(backUp(store, copy), refusal);
  await Deno.truncate(store, Math.floor(bytes.length / 2));
  await assert.rejects(backUp(store, copy), refusal);
  const names = await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name);
  assert.deepEqual(names.filter((name) => name.startsWith("copy.db")), []);
});
