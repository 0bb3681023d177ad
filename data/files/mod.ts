/** Reading and writing files. */

export { getFileSize } from "./bytes.ts";
export { DataError, toDataError } from "./errors.ts";
export { readLines } from "./lines.ts";
export { ProgressMeter } from "./meter.ts";
export { NewFile, type NewFileOptions } from "./new_file.ts";
export { openScratchDatabase } from "./scratch_database.ts";
export { readText, requireUtf8 } from "./text.ts";
