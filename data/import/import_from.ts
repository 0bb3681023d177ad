import { type ImportSummary, toImportError } from "./import_summary.ts";
import { type ImportOptions, type ImportTarget, ImportTask } from "./import_task.ts";
import { KnownAccounts } from "./known_accounts.ts";
import type { Source } from "../rows/mod.ts";

/** Imports all rows of a source in batches, and reads and prepares the next batch while one is written. */
export async function importFrom(
  source: Source,
  archive: ImportTarget,
  options: ImportOptions,
): Promise<ImportSummary> {
  const { meter } = options;
  using known = await KnownAccounts.open();
  const task = new ImportTask(archive, known, options);
  let importing = Promise.resolve();
  try {
    for await (const row of source.rows(meter, options.customFields)) {
      if (meter.signal?.aborted) break;
      const full = task.addRow(row);
      if (!full) continue;
      await importing;
      importing = task.importBatch();
      importing.catch(() => {}); // awaited above or below
    }
    await importing;
    if (!meter.signal?.aborted) await task.importBatch();
    await task.finish();
    if (!meter.signal?.aborted) await task.completeReferences();
  } catch (error) {
    await importing.catch(() => {}); // report the first error only
    await task.finish().catch(() => {});
    if (!meter.signal?.aborted) throw toImportError(error, task.summary); // after an abort, errors are a consequence of it
  } finally {
    task.reportRest();
  }
  return { ...task.summary, interrupted: meter.signal?.aborted ?? false };
}
