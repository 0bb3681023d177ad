/**
 * Stores that earlier versions wrote, in `earlier_versions/`: the same desk in each layout. `desk.jsonl` is the export that
 * the first of these versions made of it.
 */

import assert from "node:assert/strict";
import { check, exportTo, ProgressMeter } from "../../data/mod.ts";
import { type Desk, openDesk } from "../../store/mod.ts";
import { importFile, openEmptyDesk } from "../data/import_file.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

const FOLDER = new URL("earlier_versions/", import.meta.url);

const names = Array.from(Deno.readDirSync(FOLDER), ({ name }) => name).filter((name) => name.endsWith(".db.gz")).sort();

/** Unpacks a store into the folder and returns its path. */
async function unpack(name: string, folder: TemporaryFolder): Promise<string> {
  const path = folder.file(name.replace(".gz", ""));
  const packed = new Blob([await Deno.readFile(new URL(name, FOLDER))]).stream();
  await Deno.writeFile(path, packed.pipeThrough(new DecompressionStream("gzip")));
  return path;
}

async function exportText(desk: Desk): Promise<string> {
  const chunks: Uint8Array[] = [];
  const sink = { write: (bytes: Uint8Array) => Promise.resolve(chunks.push(bytes.slice()) && bytes.length) };
  await exportTo(desk, sink, { name: "the test", meter: new ProgressMeter() });
  return await new Blob(chunks as BlobPart[]).text();
}

function parseLines(text: string): unknown[] {
  return text.trimEnd().split("\n").map((line) => JSON.parse(line));
}

async function findIds(desk: Desk, query: string): Promise<string[]> {
  return (await desk.tickets.search(query)).items.map(({ id }) => id).sort();
}

async function assertFindsEverything(desk: Desk): Promise<void> {
  const { total, customers } = await desk.tickets.getStats();
  assert.deepEqual([total, customers], [4, 3]);
  for (
    const [query, ids] of [
      ["", ["1", "2", "3", "4"]],
      ["declined", ["1"]],
      ["bank", ["1"]], // in a comment
      ["arrived", ["2"]], // in a subject and a resolution
      ["customer:ada@example.com", ["1", "4"]],
      ["status:closed", ["2", "3"]],
      ["tier:enterprise", ["3"]],
      ["assignee:Dana", ["1"]],
      ["tag:invoice", ["4"]],
      ["external:demo:3", ["3"]],
      ["due<2100-01-01", ["1", "4"]],
      ["is:waiting", ["1", "4"]],
      ["updated>2026-11-01", ["1", "2", "3", "4"]],
      ["closed>2026-11-01", ["2", "3"]],
      ["by:t", ["1", "2", "4"]],
    ] as const
  ) assert.deepEqual(await findIds(desk, query), ids, query);
  assert.deepEqual((await desk.tickets.listOpen(10)).tickets.map(({ id }) => id).sort(), ["1", "4"]);
  assert.equal((await desk.customers.get("bob@example.com")).notes, "Prefers email.");
}

Deno.test("the stores of earlier versions are there", () => {
  assert.ok(names.length >= 4, names.join());
});

for (const name of names) {
  Deno.test(`openDesk() opens ${name} and finds everything`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = await unpack(name, folder);
    const desk = await openDesk(path);
    try {
      await assertFindsEverything(desk);
      const expected = parseLines(await Deno.readTextFile(new URL("desk.jsonl", FOLDER)));
      const exported = parseLines(await exportText(desk));
      assert.equal(exported.length, expected.length);
      assert.partialDeepStrictEqual(exported, expected);
    } finally {
      await desk.close();
    }
    const { findings } = await check(path, () => {});
    assert.deepEqual(findings, []);
  });

  Deno.test(`openDesk() goes on with ${name} where the earlier version stopped`, async () => {
    await using folder = await TemporaryFolder.create();
    const path = await unpack(name, folder);
    const context = { by: { kind: "system", name: "test", version: "1" } } as const;
    const desk = await openDesk(path);
    const { id } = await desk.tickets.create({ subject: "Lisbon again", customer: "ada@example.com" }, context);
    await desk.close();
    const again = await openDesk(path);
    try {
      assert.equal(id, "5");
      assert.deepEqual(await findIds(again, "lisbon"), ["1", "5"]);
    } finally {
      await again.close();
    }
  });

  Deno.test(`an export of ${name} is the same after its import, byte for byte`, async () => {
    await using folder = await TemporaryFolder.create();
    const desk = await openDesk(await unpack(name, folder));
    const text = await exportText(desk);
    await desk.close();
    await Deno.writeTextFile(folder.file("desk.jsonl"), text);
    await using copy = await openEmptyDesk();
    assert.deepEqual((await importFile(copy, folder.file("desk.jsonl"))).refused, []);
    assert.equal(await exportText(copy), text);
  });
}
