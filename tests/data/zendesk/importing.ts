import assert from "node:assert/strict";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { emptyDesk, importFile, writeFiles } from "../importing.ts";

/** Imports an export of Zendesk with these files into an empty desk; what is then in it comes back too. A rehearsal must say the same. */
export async function importZendesk(files: Record<string, unknown>) {
  await using folder = await TemporaryFolder.make();
  await using desk = await emptyDesk();
  const texts = Object.entries(files).map(([name, content]) => [name, textOf(content)]);
  await writeFiles(folder.path, Object.fromEntries(texts));
  const rehearsed = await importFile(desk, folder.path, { archive: desk.archive.rehearsal() });
  const imported = await importFile(desk, folder.path);
  assert.deepEqual(rehearsed, imported);
  const again = await importFile(desk, folder.path);
  return {
    ...imported,
    again,
    tickets: await Array.fromAsync(desk.archive.tickets()),
    customers: await Array.fromAsync(desk.archive.customers(), ({ customer }) => customer),
  };
}

/** A table is its lines; anything else is JSON. */
function textOf(content: unknown): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}
