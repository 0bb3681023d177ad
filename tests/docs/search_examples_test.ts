import assert from "node:assert/strict";
import { join } from "node:path";
import { importFile, openEmptyDesk } from "../data/import_file.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";
import { PROJECT } from "../house/sources.ts";

const PAGE = await Deno.readTextFile(join(PROJECT, "docs/search.md"));

Deno.test("the queries in docs/search.md find what it says", async () => {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const [, csv] = /cat > tickets\.csv <<'END'\n(.*?)END\n/s.exec(PAGE)!;
  await Deno.writeTextFile(folder.file("tickets.csv"), csv!);
  await importFile(desk, folder.file("tickets.csv"));
  const examples = [...PAGE.matchAll(/^\| `(.+?)` +\| ([\d, ]+?) +\|$/gm)];
  assert.ok(examples.length > 5);
  for (const [, query, ids] of examples) {
    const { items } = await desk.tickets.search(query!);
    assert.deepEqual(items.map(({ id }) => id).sort(), ids!.split(", "), query);
  }
});

Deno.test("docs/search.md shows the message for a filter that does not exist", async () => {
  await using desk = await openEmptyDesk();
  const [message] = /^Cannot parse the query.*$/m.exec(PAGE)!;
  await assert.rejects(desk.tickets.search("priorty:high"), (error: Error) => {
    assert.ok(error.message.startsWith(message.replace(/ …$/, "")), error.message);
    return true;
  });
});
