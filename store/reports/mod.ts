/**
 * The counts of reports: facts of changes, and what they add up to.
 *
 * @module
 */

export { CODES, CODES_PER_HOUR, HOURS_PER_DAY } from "./codes.ts";
export { type CountedTicket, type Fact, listFacts } from "./facts.ts";
export { type Grouping, nameGroup, parseGrouping } from "./grouping.ts";
export { type GroupKind, isFieldKind, isGroupKind, parseGroup, toGroup } from "./groups.ts";
export { iterateHistoryFacts, listHistoryFacts, type ReplayedEvent } from "./history_facts.ts";
export { parseReportPeriod, type ReportPeriod } from "./report_period.ts";
export { ReportBuilder, toGroupKind } from "./report_builder.ts";
export { chooseGrouping, listSpans, type Span } from "./spans.ts";
