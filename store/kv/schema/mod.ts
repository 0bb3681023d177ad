/**
 * The layout of the store: keys, versions and pages over ranges.
 *
 * @module
 */

export { toCustomerEventKey, toTicketEventKey } from "./event_keys.ts";
export { isForeignKey, listOwnKeys, takeOwn } from "./foreign_keys.ts";
export { isCounterKey, keys, LAST_CHARACTER, NOW, prefixes, PRESENT } from "./keys.ts";
export {
  createForeignStoreError,
  createNewerSchemaError,
  CURRENT_VERSION,
  isSchemaCurrent,
  type Migration,
  prepareSchema,
  type ReportProgress,
  type SchemaOptions,
} from "./migrations.ts";
export { readPage } from "./pages.ts";
export { NOT_COUNTED, type QueueCountsState } from "./queue_counts_state.ts";
