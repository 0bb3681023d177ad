import type { ProgressMeter } from "../files/mod.ts";
import type { Row } from "./row.ts";

/** An opened source that can be imported. */
export interface Source {
  /** The format's name for people. */
  format: string;
  /** The columns of a table that no row is read from. */
  unread?: readonly string[];
  /** Iterates the rows. The meter receives the total size and the progress. */
  rows(meter: ProgressMeter): AsyncIterable<Row>;
}
