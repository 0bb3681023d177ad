import { TIERS } from "../customer.ts";
import { toNameKey } from "../names/mod.ts";
import type { Report, ReportRow } from "../report.ts";
import { PRIORITIES } from "../ticket.ts";
import { CODES, CODES_PER_HOUR, HOURS_PER_DAY } from "./codes.ts";
import type { Grouping } from "./grouping.ts";
import { type GroupKind, isFieldKind } from "./groups.ts";
import type { Span } from "./spans.ts";
import { Tally } from "./tally.ts";

/** The counts of a group in the spans of a report. */
class GroupTally {
  readonly tallies: readonly Tally[];
  /** The tickets that are open now, less those that were opened after the period. */
  open = 0;
  /** The group's names, which differ only in case. */
  readonly spellings = new Set<string>();

  constructor(private readonly spans: readonly Span[]) {
    this.tallies = spans.map(() => new Tally());
  }

  addDay(day: number, counts: ReadonlyMap<number, number>, sign: 1 | -1): void {
    for (const [number, unsigned] of counts) {
      const amount = sign * unsigned;
      const hour = day * HOURS_PER_DAY + Math.floor(number / CODES_PER_HOUR);
      const code = number % CODES_PER_HOUR;
      if (hour >= this.spans.at(-1)!.to) this.open -= code === CODES.open ? amount : 0;
      else this.#find(hour)?.add(code, amount);
    }
  }

  #find(hour: number): Tally | undefined {
    let [low, high] = [0, this.spans.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (hour < this.spans[middle]!.to) high = middle;
      else low = middle + 1;
    }
    return hour < this.spans[low]!.from ? undefined : this.tallies[low];
  }

  /** The name that is written most like that of a person: `Dana` rather than `dana` or `DANA`. */
  get name(): string {
    const names = [...this.spellings].sort();
    return names.find((name) => name !== name.toUpperCase() && name !== name.toLowerCase()) ?? names.at(-1) ?? "";
  }

  /** Returns the counts of each span. */
  toRows(): ReportRow[] {
    let open = this.open;
    const rows = this.tallies.toReversed().map((tally, index): ReportRow => {
      const row = { group: this.spans.at(-1 - index)!.label, ...tally.toCounts(open) };
      open -= tally.get(CODES.open);
      return row;
    });
    return rows.reverse();
  }
}

/** The names that a report always has, in their order. */
const FIXED_NAMES: Partial<Record<Grouping, readonly string[]>> = { tier: TIERS, priority: PRIORITIES };

/** A tally to which counts are added (1), or from which they are taken (-1). */
type SignedTally = [tally: GroupTally, sign: 1 | -1];

/** Builds a report of counts that are added in any order. */
export class ReportBuilder {
  readonly #groups = new Map<string, GroupTally>();
  readonly #total: GroupTally;
  readonly #kind: GroupKind;

  /**
   * @param spans The parts of the period.
   * @param whole The period as one part.
   */
  constructor(
    private readonly grouping: Grouping,
    private readonly spans: readonly Span[],
    private readonly whole: Span,
  ) {
    this.#kind = toGroupKind(grouping);
    this.#total = new GroupTally([whole]);
    if (this.#kind === "all") this.#groups.set("", new GroupTally(spans));
    for (const name of FIXED_NAMES[grouping] ?? []) this.#getGroup(name);
  }

  /** Adds the number of open tickets. */
  addOpen(kind: GroupKind, name: string, amount: number): void {
    for (const [tally, sign] of this.#getTallies(kind, name)) tally.open += sign * amount;
  }

  addDay(kind: GroupKind, name: string, day: number, counts: ReadonlyMap<number, number>): void {
    for (const [tally, sign] of this.#getTallies(kind, name)) tally.addDay(day, counts, sign);
  }

  build(): Pick<Report, "rows" | "total"> {
    const [{ group: _, ...total }] = this.#total.toRows() as [ReportRow];
    return { rows: this.#kind === "all" ? this.#groups.get("")!.toRows() : this.#listGroups(), total };
  }

  /** Lists the tallies that counts change. The tickets without a value of a field are those that its groups leave. */
  #getTallies(kind: GroupKind, name: string): SignedTally[] {
    const tallies: SignedTally[] = [];
    if (kind === "all") tallies.push([this.#total, 1]);
    if (kind === this.#kind) tallies.push([this.#getGroup(name), 1]);
    if (isFieldKind(this.#kind)) tallies.push([this.#getGroup(""), kind === "all" ? 1 : -1]);
    return tallies;
  }

  #getGroup(name: string): GroupTally {
    const id = this.#kind === "assignee" ? toNameKey(name) : name;
    let tally = this.#groups.get(id);
    if (tally === undefined) this.#groups.set(id, tally = new GroupTally(this.spans));
    tally.spellings.add(name);
    return tally;
  }

  #listGroups(): ReportRow[] {
    const fixed = FIXED_NAMES[this.grouping];
    const groups = [...this.#groups.values()].map((tally) => ({ name: tally.name, tally, row: tally.toRows()[0]! }));
    if (fixed !== undefined) return groups.map(({ name, row }) => ({ ...row, group: name }));
    return groups.filter(({ tally, row }) => row.open_at_end !== 0 || !tally.tallies[0]!.isEmpty)
      .map(({ name, row }): ReportRow => ({ ...row, group: name === "" ? null : name })).sort(compareRows);
  }
}

/** Returns the kind of groups whose counts a report reads, beside those of all tickets. */
export function toGroupKind(grouping: Grouping): GroupKind {
  return grouping === "day" || grouping === "week" || grouping === "month" ? "all" : grouping;
}

/** Sorts the busiest first, and those without a name last. */
function compareRows(one: ReportRow, other: ReportRow): number {
  if (one.group === null || other.group === null) return one.group === null ? 1 : -1;
  return other.closed - one.closed || other.created - one.created || other.open_at_end - one.open_at_end ||
    (one.group < other.group ? -1 : 1);
}
