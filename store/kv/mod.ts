/**
 * The desk on Deno KV.
 *
 * @module
 */

export {
  createInaccessibleError,
  findStuckWriter,
  isInaccessible,
  isOpenStoreFile,
  replaceStore,
  StoreGoneError,
} from "./file/mod.ts";
export { type KvDeskOptions, openKvDesk } from "./open_desk.ts";
