/**
 * Frequently read data in memory, as current as the store.
 *
 * @module
 */

export { DeskCache, type DeskView, type StoredTicket } from "./desk_cache.ts";
