import assert from "node:assert/strict";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { importFile, openEmptyDesk, writeFiles } from "../import_file.ts";

/**
 * Imports an export of Zendesk into an empty desk and returns the desk's content. Checks that a dry run reports the
 * same.
 */
export async function importZendesk(files: Record<string, unknown>) {
  await using folder = await TemporaryFolder.create();
  await using desk = await openEmptyDesk();
  const texts = Object.entries(files).map(([name, content]) => [name, toText(content)]);
  await writeFiles(folder.path, Object.fromEntries(texts));
  const rehearsed = await importFile(desk, folder.path, { archive: desk.archive.dryRun() });
  const imported = await importFile(desk, folder.path);
  assert.deepEqual(rehearsed, imported);
  const again = await importFile(desk, folder.path);
  return {
    ...imported,
    again,
    tickets: await Array.fromAsync(desk.archive.exportTickets()),
    customers: await Array.fromAsync(desk.archive.exportCustomers(), ({ customer }) => customer),
  };
}

/** Keeps bytes and the lines of a table, and formats any other value as JSON. */
function toText(content: unknown): string | Uint8Array {
  return typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content);
}

/** Compresses text with gzip. */
export async function compress(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
