import { type ExportSummary, GzipSink, NewFile, type Sink } from "../../data/mod.ts";

/**
 * Writes an export to a new file, which appears under its name when it is complete. A name that ends in `.gz` gets a
 * compressed file.
 *
 * @param force Replace an existing file.
 * @param write Writes the export.
 * @throws {DataError} If the file exists or cannot be written.
 */
export async function writeExportFile<Summary extends ExportSummary>(
  path: string,
  force: boolean,
  write: (sink: Sink) => Promise<Summary>,
): Promise<Summary> {
  await using file = await NewFile.create(path, {
    replace: force,
    advice: "Give another name, or replace it with --force.",
  });
  const gzip = /\.gz$/i.test(path) ? new GzipSink(file) : undefined;
  let isWritten = false;
  try {
    const summary = await write(gzip ?? file);
    if (!summary.complete) return summary;
    await gzip?.finish();
    isWritten = true;
    await file.finish();
    return summary;
  } finally {
    if (!isWritten) await gzip?.abort();
  }
}
