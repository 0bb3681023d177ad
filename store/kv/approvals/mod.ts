/**
 * Pending approvals on the key-value store.
 *
 * @module
 */

export { KvApprovals } from "./approvals.ts";
