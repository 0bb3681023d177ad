/** Reading and writing files. */

export { getFileSize } from "./bytes.ts";
export { DataError, toDataError } from "./errors.ts";
export { omitGzipEnding } from "./gzip.ts";
export { GzipSink } from "./gzip_sink.ts";
export { readLines } from "./lines.ts";
export { ProgressMeter } from "./meter.ts";
export { NewFile, type NewFileOptions } from "./new_file.ts";
export { openScratchDatabase } from "./scratch_database.ts";
export { StandardInput } from "./standard_input.ts";
export { readText, requireUtf8 } from "./text.ts";
