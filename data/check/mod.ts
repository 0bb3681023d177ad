/**
 * Checks and repairs of stores, and exports of damaged ones.
 *
 * @module
 */

export type { Finding, StoreCheck } from "../../store/kv/check/mod.ts";
export { check, repair } from "./check.ts";
export { type SalvageSummary, salvageTo } from "./salvage_to.ts";
