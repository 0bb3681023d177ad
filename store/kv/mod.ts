/**
 * The desk on Deno KV.
 *
 * @module
 */

export { type KvDeskOptions, openKvDesk } from "./open_desk.ts";
