import { measureBytes } from "../sizes/mod.ts";

/**
 * Takes the first files of a list that fit.
 *
 * @param least The number of files to take even if they do not fit.
 */
export function takeFirstFiles<File>(files: readonly File[], maxBytes: number, least = 0): File[] {
  let room = maxBytes;
  const end = files.findIndex((file, index) => (room -= measureBytes(JSON.stringify(file)) + 1) < 0 && index >= least);
  return files.slice(0, end === -1 ? files.length : end);
}
