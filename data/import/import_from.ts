/** Puts what a source holds into a desk. */

import type { Archive } from "../../store/mod.ts";
import { type ImportOptions, type ImportSummary, ImportTask } from "./import_task.ts";
import { KnownAccounts } from "./known_accounts.ts";
import type { Source } from "../rows/mod.ts";

/** Puts every row of the source, many at a time, and reads on meanwhile. */
export async function importFrom(source: Source, archive: Archive, options: ImportOptions): Promise<ImportSummary> {
  const { meter } = options;
  using known = await KnownAccounts.open();
  const task = new ImportTask(archive, known, options);
  let putting = Promise.resolve();
  try {
    for await (const row of source.rows(meter)) {
      if (meter.signal?.aborted) break;
      const full = task.addRow(row);
      if (!full) continue;
      await putting;
      putting = task.importBatch();
      putting.catch(() => {}); // it is looked at above, or below
    }
    await putting;
    if (!meter.signal?.aborted) await task.importBatch();
  } catch (error) {
    await putting.catch(() => {}); // the first failure is the one to tell
    if (!meter.signal?.aborted) throw task.toImportError(error); // what fails afterwards fails because of the end
  }
  return { ...task.summary, interrupted: meter.signal?.aborted ?? false };
}
