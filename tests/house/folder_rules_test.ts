import assert from "node:assert/strict";
import { findMutualImports, findSideEntrances } from "./folder_rules.ts";
import { type Import, readImports } from "./import_graph.ts";
import { listFiles, PROJECT } from "./sources.ts";

Deno.test("rooms are entered through their mod.ts", async () => {
  assert.deepEqual(findSideEntrances(await readImports(PROJECT), await listFiles(PROJECT)), []);
});

Deno.test("rooms do not import each other in both directions", async () => {
  assert.deepEqual(findMutualImports(await readImports(PROJECT), await listFiles(PROJECT)), []);
});

Deno.test("findSideEntrances() finds an import past a mod.ts", () => {
  const files = [
    "data/mod.ts",
    "data/csv/mod.ts",
    "data/csv/table.ts",
    "data/csv/columns.ts",
    "data/zendesk/tables.ts",
  ];
  const imports = [
    toImport("data/zendesk/tables.ts", "data/csv/table.ts"),
    toImport("data/zendesk/tables.ts", "data/csv/mod.ts"),
    toImport("data/csv/table.ts", "data/csv/columns.ts"),
    toImport("commands/import.ts", "data/csv/mod.ts"),
    toImport("commands/import.ts", "data/mod.ts"),
    toImport("tests/data/csv/table_test.ts", "data/csv/table.ts"),
  ];
  assert.deepEqual(findSideEntrances(imports, files), [
    "data/zendesk/tables.ts -> data/csv/table.ts",
    "commands/import.ts -> data/csv/mod.ts",
  ]);
});

Deno.test("findMutualImports() finds neighbours, and a folder and its rooms, but no mod.ts", () => {
  const files = ["data/mod.ts", "data/open.ts", "data/csv/a.ts", "data/csv/b.ts", "data/rows/a.ts"];
  const imports = [
    toImport("data/csv/a.ts", "data/rows/a.ts"),
    toImport("data/rows/a.ts", "data/csv/b.ts"),
    toImport("data/csv/a.ts", "data/csv/b.ts"),
    toImport("data/open.ts", "data/csv/a.ts"),
    toImport("data/csv/a.ts", "data/open.ts"),
    toImport("data/mod.ts", "data/rows/a.ts"),
    toImport("data/rows/a.ts", "data/mod.ts"),
  ];
  assert.deepEqual(findMutualImports(imports, files), ["data/* <-> data/csv", "data/csv <-> data/rows"]);
});

function toImport(from: string, to: string): Import {
  return { from, to, kind: "type" };
}
