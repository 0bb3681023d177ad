/**
 * Erasing customers on the key-value store.
 *
 * @module
 */

export { type ErasureParts, KvErasures } from "./erasures.ts";
export { listBegun } from "./list_begun.ts";
