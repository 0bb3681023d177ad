import assert from "node:assert/strict";
import { openTable } from "../../../data/csv/table.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

async function readTable(text: string) {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("table.csv");
  await Deno.writeTextFile(path, text);
  const table = await openTable(path);
  return { columns: table.columns, rows: await Array.fromAsync(table.rows()) };
}

Deno.test("openTable() returns each record with its first line", async () => {
  const { columns, rows } = await readTable('\uFEFFa, b ,c\r\n1,2,3\r\n\r\n"x\ny","say ""hi""",3\r\n4,5,6');
  assert.deepEqual(columns, ["a", "b", "c"]);
  assert.deepEqual(rows, [
    { line: 2, cells: ["1", "2", "3"] },
    { line: 4, cells: ["x\ny", 'say "hi"', "3"] },
    { line: 6, cells: ["4", "5", "6"] },
  ]);
});

Deno.test("openTable() detects the delimiter from the header", async () => {
  assert.deepEqual((await readTable('"a;b",c\n"1,5",2\n')).rows, [{ line: 2, cells: ["1,5", "2"] }]);
  assert.deepEqual((await readTable("a;b\n1,5;2\n")).rows, [{ line: 2, cells: ["1,5", "2"] }]);
  assert.deepEqual((await readTable("a\tb\n1, 5\t2\n")).rows, [{ line: 2, cells: ["1, 5", "2"] }]);
});

Deno.test("openTable() accepts stray quotes", async () => {
  assert.deepEqual((await readTable('a,b\n5" disk,2\n')).rows, [{ line: 2, cells: ['5" disk', "2"] }]);
});

Deno.test("openTable() refuses a record with a wrong number of cells and continues", async () => {
  const { rows } = await readTable("a,b\n1\n1,2,3\n4,5\n");
  assert.deepEqual(rows, [
    { line: 2, refused: "The row has 1 cells, but the header has 2." },
    { line: 3, refused: "The row has 3 cells, but the header has 2." },
    { line: 4, cells: ["4", "5"] },
  ]);
});

Deno.test("openTable() reports a quote that is never closed and keeps earlier rows", async () => {
  const { rows } = await readTable(`a,b\n${"1,2\n".repeat(1_000)}3,"4\n5,6\n`);
  assert.equal(rows.length, 1_001);
  const last = rows.at(-1)!;
  assert.equal(last.line, 1_002);
  assert.match("refused" in last ? last.refused : "", /never closed/);
});

Deno.test("openTable() rejects an endless record without using memory for it", async () => {
  const { rows } = await readTable(`a,b\n1,"${"x,y\n".repeat(6_000_000)}`);
  assert.equal(rows.length, 1);
  assert.match("refused" in rows[0]! ? rows[0].refused : "", /never closed/);
});

Deno.test("openTable() rejects a file without a header", async () => {
  await assert.rejects(readTable("\n \n"), /table\.csv: it contains only blank lines/);
  await assert.rejects(readTable('"a,b'), /table\.csv: its first line is not a CSV header/);
});
