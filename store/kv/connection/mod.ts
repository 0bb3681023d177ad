/**
 * Opens the database behind the key-value port, and adds what it lacks: portable values, reads during a commit, time
 * limits, commits that apply at most once, and errors in the words of the desk.
 *
 * @module
 */

export { openStore, type StoreConnection, type StoreOptions } from "./open_store.ts";
export { isLocked, toNotSavedError, toReadError } from "./store_errors.ts";
export { withStoreTimeout } from "./timeout.ts";
