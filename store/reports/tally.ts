import type { Durations, ReportCounts } from "../report.ts";
import { CODES, RANGES, toSeconds } from "./codes.ts";

/** The codes that begin a range of durations. */
const { closedInTime, closedLate, repliedInTime, repliedLate } = CODES;

/** Adds up what was counted. */
export class Tally {
  readonly #counts = new Map<number, number>();

  /** True if nothing was counted. */
  get isEmpty(): boolean {
    return this.#counts.values().every((amount) => amount === 0);
  }

  add(code: number, amount: number): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + amount);
  }

  get(code: number): number {
    return this.#counts.get(code) ?? 0;
  }

  /** @param open The tickets that were open at the end. */
  toCounts(open: number): ReportCounts {
    const replies = this.#readRanges(repliedInTime, repliedLate);
    const closings = this.#readRanges(closedInTime, closedLate);
    return {
      created: this.get(CODES.created),
      closed: sum(closings) + this.get(CODES.closedUntimed),
      reopened: this.get(CODES.reopened),
      escalated: this.get(CODES.escalated),
      open_at_end: open,
      first_reply: toDurations(replies),
      closing: toDurations(closings),
      replied_in_time: this.#getShare(repliedInTime, replies),
      closed_in_time: this.#getShare(closedInTime, closings),
    };
  }

  /** Adds up the counts of each range of durations. */
  #readRanges(...firsts: number[]): number[] {
    return Array.from({ length: RANGES }, (_, range) => sum(firsts.map((first) => this.get(first + range))));
  }

  #getShare(first: number, all: readonly number[]): number | null {
    const total = sum(all);
    return total === 0 ? null : sum(this.#readRanges(first)) / total;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function toDurations(ranges: readonly number[]): Durations {
  return { median: findPercentile(ranges, 0.5), p90: findPercentile(ranges, 0.9) };
}

/** Finds the duration that this share of all are not longer than, in whole seconds. */
function findPercentile(ranges: readonly number[], share: number): number | null {
  const total = sum(ranges);
  let left = Math.ceil(share * total);
  const range = ranges.findIndex((count) => (left -= count) <= 0);
  return total === 0 ? null : Math.round(toSeconds(range));
}
