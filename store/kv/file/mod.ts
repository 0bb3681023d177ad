/**
 * The file of a store and the files beside it: what may be opened, who writes, and how a store is replaced.
 *
 * @module
 */

export { createInaccessibleError, isInaccessible } from "./inaccessible_file.ts";
export { cleanFile } from "./clean_file.ts";
export { FileLock, type FileLockOptions, LockTimeoutError, NO_LOCK, type WriteLock } from "./file_lock.ts";
export { findHeaderDamage, isDatabase, readPageSize } from "./file_header.ts";
export { replaceStore } from "./replace_store.ts";
export { isOpenStoreFile, StoreFile } from "./store_file.ts";
export { StoreGoneError, StoreIdentity } from "./store_identity.ts";
export { findStuckWriter } from "./stuck_writer.ts";
