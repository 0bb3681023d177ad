/**
 * Changes of many tickets at once, on the key-value store.
 *
 * @module
 */

export { KvBatches } from "./batches.ts";
