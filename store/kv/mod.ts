/**
 * The desk on Deno KV.
 *
 * @module
 */

export { replaceStore, StoreGoneError } from "./file/mod.ts";
export { type KvDeskOptions, openKvDesk } from "./open_desk.ts";
