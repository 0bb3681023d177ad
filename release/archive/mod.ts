/** Archives that are the same whenever and wherever they are made. */

export { type Entry, readEntry, toTextEntry } from "./entry.ts";
export { createTar, createTarGz } from "./tar.ts";
export { createZip } from "./zip.ts";
