import assert from "node:assert/strict";
import { CSV_FIELDS } from "../../data/mod.ts";
import { parsePriority, parseStatus } from "../../data/rows/values.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";
import { importFile, openEmptyDesk } from "./import_file.ts";

const page = await Deno.readTextFile(new URL("../../docs/import.md", import.meta.url));

/** Parses the table under a heading: each word of the first column with the value of the second. */
function parseMappings(heading: string): [word: string, value: string][] {
  const section = page.split(`### ${heading}\n`)[1]!.split("\n#")[0]!;
  const rows = [...section.matchAll(/^\| ([^|`]+?) +\| `(\w+)` +\|$/gm)];
  return rows.flatMap(([, words, value]) => words!.split(", ").map((word): [string, string] => [word, value!]));
}

Deno.test("docs/import.md lists the mapping of each status and priority", () => {
  for (const [heading, read] of [["Statuses", parseStatus], ["Priorities", parsePriority]] as const) {
    const table = parseMappings(heading);
    assert.ok(table.length > 5);
    for (const [word, value] of table) assert.equal(read(word === "(blank)" ? "" : word), value);
    const known = (getRejection(() => read("?")).match(/Known values: (.*)\./)![1]!).split(", ");
    assert.deepEqual(table.map(([word]) => word).filter((word) => word !== "(blank)").sort(), known.sort());
  }
});

function getRejection(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

Deno.test("docs/import.md names every field of CSV", () => {
  for (const field of CSV_FIELDS) assert.ok(page.includes(`\`${field}\``), field);
});

Deno.test("docs/import.md shows a file of our format that can be imported", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  await Deno.writeTextFile(folder.file("desk.jsonl"), page.match(/```json\n(.*?)```/s)![1]!);
  const { summary, refused } = await importFile(desk, folder.file("desk.jsonl"));
  assert.deepEqual(refused, []);
  assert.deepEqual([summary.customers.added, summary.tickets.added, summary.comments], [1, 1, 1]);
  assert.equal((await desk.tickets.get("1")).account_tier, "pro");
});
