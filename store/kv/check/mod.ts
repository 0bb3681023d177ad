/**
 * Checks a store, repairs it, and reads what is left of it.
 *
 * @module
 */

export { checkStore, type OnProgress, type StoreCheck } from "./check_store.ts";
export { type Finding, type FindingKind, Findings } from "./assembly/mod.ts";
export { hasProblems, repairStore, type StoreRepair } from "./repair_store.ts";
export { type SalvagedItem, salvageStore } from "./salvage_store.ts";
