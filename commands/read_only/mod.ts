/** Stores that cannot be written, such as those on a read-only mount. SQLite needs files beside a store to open it. */

export { copyReadOnlyStore, type StoreCopy } from "./copy_store.ts";
export { readStore, requireWritableStore } from "./read_store.ts";
