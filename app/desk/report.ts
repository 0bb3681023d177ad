/** Counts of the changes at the desk in a period. */

import { batch, signal } from "@preact/signals";
import type { Bridge } from "../bridges/bridge.ts";

/** The periods to choose from. */
export const PERIODS = ["7d", "30d", "12m"] as const;
export type Period = (typeof PERIODS)[number];

/** Counts of a part of the period. Times are in seconds, shares from 0 to 1; they are absent if nothing was replied or closed. */
export interface ReportCounts {
  created: number;
  closed: number;
  reply_median?: number;
  close_median?: number;
  replied_in_time?: number;
}

export interface ReportData {
  from: string;
  to: string;
  rows: readonly (ReportCounts & { group: string | null })[];
  total: ReportCounts;
}

/** Loads the report of a period. */
export class Report {
  readonly period = signal<Period>("30d");
  readonly data = signal<ReportData | null>(null);
  readonly error = signal<unknown>(null);
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async load(period: Period = this.period.value): Promise<void> {
    this.period.value = period;
    try {
      const data = await this.#bridge.call<ReportData & Record<string, unknown>>("ticket_report", { period });
      if (this.period.value !== period) return;
      batch(() => {
        this.data.value = data;
        this.error.value = null;
      });
    } catch (error) {
      this.error.value = error;
    }
  }
}
