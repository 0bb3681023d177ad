/** Tests with public data outside the project. They are skipped if it is missing. */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { exportLines } from "../../data/jsonl/export_lines.ts";
import type { Desk } from "../../store/mod.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";
import { importFile, openEmptyDesk } from "./import_file.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/data", import.meta.url));

async function pathExists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

const [questions, zendesk] = [`${FOLDER}/banking/queries.csv`, `${FOLDER}/zendesk`];
const ignore = !await pathExists(questions) || !await pathExists(zendesk);
const where = ignore ? " (left out: ../shared/data isn't there)" : "";

async function exportDesk(desk: Desk): Promise<string> {
  return (await Array.fromAsync(exportLines(desk), ({ text }) => text)).join("");
}

/** Exports the desk, imports the export into another one, and compares their exports. */
async function assertRoundTrip(desk: Desk): Promise<void> {
  await using folder = await TemporaryFolder.create();
  const text = await exportDesk(desk);
  await Deno.writeTextFile(folder.file("desk.jsonl"), text);
  await using copy = await openEmptyDesk();
  assert.deepEqual((await importFile(copy, folder.file("desk.jsonl"))).refused, []);
  assert.equal(await exportDesk(copy), text);
}

Deno.test({
  name: `import takes every one of 10,003 real questions${where}`,
  ignore,
  async fn() {
    await using desk = await openEmptyDesk();
    const { summary, refused } = await importFile(desk, questions, {
      map: { subject: "text", tags: "category" },
      defaults: { customer: "bank@example.com" },
    });
    assert.deepEqual([summary.tickets.added, summary.customers.added, refused], [10_003, 1, []]);
    assert.ok((await desk.tickets.search("lost card tag:card_arrival")).items.length > 0);
  },
});

Deno.test({
  name: `import takes what it can of a real Zendesk export, and lists the rest${where}`,
  ignore,
  async fn() {
    await using desk = await openEmptyDesk();
    const { summary, refused, remarks } = await importFile(desk, zendesk);
    assert.deepEqual([summary.tickets.added, summary.customers.added], [8, 8]);
    const count = (file: string) => refused.filter((text) => text.startsWith(`${file}:`)).length;
    // Two tickets were deleted. The comments and tags belong to tickets that are not in the export.
    assert.deepEqual([count("ticket.csv"), count("ticket_comment.csv"), count("ticket_tag.csv")], [2, 20, 7]);
    // Eight users share one address. The requesters of seven tickets are not in the export.
    assert.equal(remarks.length, 15);
    await assertRoundTrip(desk);
  },
});
