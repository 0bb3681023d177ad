/**
 * Reads what is left of a damaged store file, without SQLite.
 *
 * @module
 */

export { type RecoveredRows, recoverRows } from "./recover_rows.ts";
