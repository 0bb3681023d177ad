/** All benchmarks. */

import type { Measurement } from "./bench_context.ts";
import { measureBrowserDesk } from "./measurements/browser_desk.ts";
import { measureCheckRate } from "./measurements/check_rate.ts";
import { measureColdStart } from "./measurements/cold_start.ts";
import { measureDeskSize, measureMillionTickets } from "./measurements/desk_size.ts";
import { measureEscalations } from "./measurements/escalations.ts";
import { measureHttpRates } from "./measurements/http_rates.ts";
import { measureIdleSessions } from "./measurements/idle_sessions.ts";
import { measureImportRate } from "./measurements/import_rate.ts";
import { measureMemoryGrowth } from "./measurements/memory_growth.ts";
import { measurePolicies } from "./measurements/policies.ts";
import { measureRequestRates } from "./measurements/request_rates.ts";
import { measureSearchQuality } from "./measurements/search_quality.ts";
import { measureSearchSpeed } from "./measurements/search_speed.ts";
import { measureStoreSize } from "./measurements/store_size.ts";

export interface Benchmark {
  /** The title of its section. */
  title: string;
  measure: Measurement;
  /** Also run without `--long`. */
  daily: boolean;
}

/** By their names on the command line, in the order of the page. */
export const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  "cold-start": { title: "Cold start", measure: measureColdStart, daily: true },
  "requests": { title: "Requests on stdio", measure: measureRequestRates, daily: true },
  "escalations": { title: "Escalations", measure: measureEscalations, daily: true },
  "http": { title: "Requests over HTTP", measure: measureHttpRates, daily: true },
  "memory": { title: "Memory", measure: measureMemoryGrowth, daily: true },
  "sessions": { title: "Idle sessions", measure: measureIdleSessions, daily: true },
  "browser": { title: "The desk in a browser", measure: measureBrowserDesk, daily: true },
  "search": { title: "Search, beside SQLite FTS5", measure: measureSearchQuality, daily: false },
  "search-speed": { title: "Searches, orders, views and reports", measure: measureSearchSpeed, daily: false },
  "desk-size": { title: "The size of the desk", measure: measureDeskSize, daily: false },
  "policies": { title: "A changed policy", measure: measurePolicies, daily: false },
  "import": { title: "Import", measure: measureImportRate, daily: false },
  "store-size": { title: "The size of the store", measure: measureStoreSize, daily: false },
  "check": { title: "Check of the store", measure: measureCheckRate, daily: false },
  "million": { title: "A million tickets", measure: measureMillionTickets, daily: false },
};
