/** What can be measured. */

import type { Measurement } from "./bench.ts";
import { coldStart } from "./measurements/cold_start.ts";
import { deskSize, millionTickets } from "./measurements/desk_size.ts";
import { escalations } from "./measurements/escalations.ts";
import { httpRates } from "./measurements/http_rates.ts";
import { idleSessions } from "./measurements/idle_sessions.ts";
import { importRate } from "./measurements/import_rate.ts";
import { memoryGrowth } from "./measurements/memory_growth.ts";
import { requestRates } from "./measurements/request_rates.ts";

export interface Matter {
  /** As the section of it is called. */
  title: string;
  measure: Measurement;
  /** Whether it is measured without `--long` too. */
  daily: boolean;
}

/** By the names that the command line takes, in their order on the page. */
export const MATTERS: Readonly<Record<string, Matter>> = {
  "cold-start": { title: "Cold start", measure: coldStart, daily: true },
  "requests": { title: "Requests on stdio", measure: requestRates, daily: true },
  "escalations": { title: "Escalations", measure: escalations, daily: true },
  "http": { title: "Requests over HTTP", measure: httpRates, daily: true },
  "memory": { title: "Memory", measure: memoryGrowth, daily: true },
  "sessions": { title: "Idle sessions", measure: idleSessions, daily: true },
  "desk-size": { title: "The size of the desk", measure: deskSize, daily: false },
  "import": { title: "Import", measure: importRate, daily: false },
  "million": { title: "A million tickets", measure: millionTickets, daily: false },
};
