/**
 * The desk on Deno KV.
 *
 * @module
 */

export { replaceStore } from "./file/mod.ts";
export { type KvDeskOptions, openKvDesk } from "./open_desk.ts";
