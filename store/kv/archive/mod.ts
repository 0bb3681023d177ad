/**
 * Import and export on the key-value store.
 *
 * @module
 */

export { KvArchive } from "./archive.ts";
