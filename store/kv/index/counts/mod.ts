/**
 * The counts of reports: a row for each group and day.
 *
 * @module
 */

export { CountsBuilder } from "./counts_builder.ts";
export { planCounts } from "./merge_counts.ts";
export { type Counts, PendingRows } from "./pending_counts.ts";
export { type CountSelection, type GroupCounts, readCounts } from "./read_counts.ts";
