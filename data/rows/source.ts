import type { ProgressMeter } from "../files/mod.ts";
import type { Row } from "./row.ts";

/** Something to import from, opened and found readable. */
export interface Source {
  /** How people call its format. */
  format: string;
  /** What it holds, piece by piece. The meter is told how much there is to read, and how much was. */
  rows(meter: ProgressMeter): AsyncIterable<Row>;
}
