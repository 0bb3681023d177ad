/**
 * The entries that follow from tickets and accounts: the search index, the queue, claims, external ids and counters.
 *
 * @module
 */

export { listOddEntries, readDerived, toComparedKey } from "./compared_keys.ts";
export { DERIVED_PREFIXES, type DerivedCounts, DerivedEntries } from "./derived_entries.ts";
export { reportDifferences, reportOddEntry, reportOddTerm } from "./describe_differences.ts";
export { type OnPosting, toPostingKey, visitPostings } from "./index_rows.ts";
export { type DigestSums, hashName, KeyDigest } from "./key_digest.ts";
export { LinkCheck } from "./link_check.ts";
export { MergeCheck, planMerges } from "./merge_check.ts";
export { planLinks } from "./plan_links.ts";
export { listTicketFacts, ReportCountsCheck } from "./report_counts.ts";
