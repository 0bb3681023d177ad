/**
 * Copies of stores, and replacing a store with a copy.
 *
 * @module
 */

export { backUp } from "./back_up.ts";
export { findDamage } from "./database.ts";
export { restore, type RestoreSummary } from "./restore.ts";
export { requireStore, requireStoreFile, storeExists } from "./store_path.ts";
