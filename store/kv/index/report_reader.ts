import { DeskError } from "../../errors.ts";
import type { Quote } from "../../fields/mod.ts";
import {
  chooseGrouping,
  type Grouping,
  type GroupKind,
  HOURS_PER_DAY,
  isFieldKind,
  listSpans,
  parseGrouping,
  parseReportPeriod,
  ReportBuilder,
  type ReportPeriod,
  toGroupKind,
} from "../../reports/mod.ts";
import type { Report, ReportRequest } from "../../report.ts";
import { normalizeTag } from "../../rules/tickets/mod.ts";
import type { CustomFields } from "../../settings.ts";
import type { Key, KeyValueStore } from "../port/mod.ts";
import { keys, NOW } from "../schema/mod.ts";
import { type CountSelection, type GroupCounts, type PendingRows, readCounts } from "./counts/mod.ts";
import type { IndexReader } from "./search/mod.ts";

/** The zone in which the days of reports begin, and the current time in milliseconds since the epoch. */
export interface ReportClock {
  timeZone: string;
  now: number;
}

export interface ReportContext extends ReportClock {
  /** The custom fields of the settings. */
  fields: CustomFields;
  /** Marks words of the settings in messages. */
  quote?: Quote | undefined;
}

/** Sorts after every day. */
const LAST_DAY = Number.MAX_SAFE_INTEGER;

/**
 * Reads a report from the counts of its days. It also reads the days after the period, for the tickets that were open at its
 * end.
 *
 * @param index Knows the counts that are not merged yet.
 * @throws {DeskError} `invalid` for a period or a grouping that cannot be parsed.
 */
export async function readReport(
  kv: KeyValueStore,
  index: IndexReader,
  request: ReportRequest,
  { timeZone, now, fields, quote }: ReportContext,
): Promise<Report> {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const period = parseReportPeriod(request.period, today);
  const grouping = request.group_by === undefined
    ? chooseGrouping(period)
    : parseGrouping(request.group_by, fields, quote);
  const kind = toGroupKind(grouping);
  const [whole] = listSpans(period, "tier", timeZone);
  const spans = kind === "all" ? listSpans(period, grouping, timeZone) : [whole!];
  const builder = new ReportBuilder(grouping, spans, whole!);
  const pending = await index.readPendingCounts();
  const firstDay = Math.floor(whole!.from / HOURS_PER_DAY);
  for await (const counts of readCounts(kv, pending, selectSince("all", firstDay))) addCounts(builder, "all", counts);
  if (kind !== "all") {
    const toGroupName = createNaming(fields, kind);
    for (const each of await listSpellings(kv, pending, kind)) {
      const rows = readCounts(kv, pending, selectSince(each, firstDay));
      for await (const counts of rows) addCounts(builder, kind, counts, toGroupName);
    }
  }
  return { ...formatPeriod(period), time_zone: timeZone, group_by: toName(grouping), ...builder.build() };
}

/** Selects the counts of a kind of groups from a day on, and their sums. */
function selectSince(kind: GroupKind, firstDay: number): CountSelection {
  const toDay = (day: number | typeof NOW): Key => keys.counts(kind, day, "").slice(0, -1);
  return {
    ranges: [{ prefix: toDay(NOW) }, { start: toDay(firstDay), end: toDay(LAST_DAY) }],
    includes: ([, other, day]) => other === kind && (day === NOW || Number(day) >= firstDay),
    onDamage: () => {
      throw new DeskError(
        "unavailable",
        "The counts of reports are damaged. Repair the store (support-mcp check --repair).",
      );
    },
  };
}

/** Returns the name of a group as the settings write it. */
type ToGroupName = (name: string) => string;

const keepName: ToGroupName = (name) => name;

function addCounts(
  builder: ReportBuilder,
  kind: GroupKind,
  { key: [, , day, name], counts }: GroupCounts,
  toGroupName = keepName,
): void {
  const group = toGroupName(String(name));
  if (typeof day === "number") builder.addDay(kind, group, day, counts);
  else builder.addOpen(kind, group, counts.values().reduce((sum, amount) => sum + amount, 0));
}

/**
 * Values that differ from a choice in their case alone count for it: the settings may have written it so before. So do tags
 * that earlier versions kept in full width.
 */
function createNaming(fields: CustomFields, kind: GroupKind): ToGroupName {
  if (kind === "tag") return normalizeTag;
  const choices = isFieldKind(kind) ? fields[toName(kind)]?.choices ?? [] : [];
  const names = new Map(choices.map((choice) => [choice.toLowerCase(), choice]));
  return (name) => names.get(name.toLowerCase()) ?? name;
}

/** Lists the kinds of one custom field, which the settings may have had in another case before. */
async function listSpellings(kv: KeyValueStore, pending: PendingRows, kind: GroupKind): Promise<Set<GroupKind>> {
  const kinds = new Set([kind]);
  if (!isFieldKind(kind)) return kinds;
  const add = (other: string) => other.toLowerCase() === kind.toLowerCase() && kinds.add(other as GroupKind);
  for (const { key } of pending) add(String(key[1]));
  const toStart = (first: string) => keys.counts(first, 0, "").slice(0, -2);
  let start = toStart("field:");
  for (let isOver = false; !isOver;) {
    isOver = true;
    for await (const { key } of kv.list({ start, end: toStart("field;") }, { limit: 1 })) {
      add(String(key[1]));
      [start, isOver] = [toStart(`${key[1]}\0`), false]; // after all counts of the kind
    }
  }
  return kinds;
}

function toName(grouping: Grouping | GroupKind): string {
  return isFieldKind(grouping) ? grouping.slice("field:".length) : grouping;
}

function formatPeriod({ from, to }: ReportPeriod): Pick<Report, "from" | "to"> {
  return { from: from.toString(), to: to.subtract({ days: 1 }).toString() };
}
