/** The results of a measurement: figures, each with its comparisons. */

import type { Goal } from "./goal.ts";

export type Unit = "ms" | "/s" | "MB" | "KB" | "%";

export interface Figure {
  /** The quantity, such as `--version`. */
  what: string;
  /** The measured program. */
  program: string;
  unit: Unit;
  samples: readonly number[];
  /** The goal for the median. */
  goal?: Goal;
  compared?: readonly Comparison[];
}

/** A comparison with another figure: the ratio of the medians. */
export interface Comparison {
  /** The name of the other program, such as `the empty program`. */
  with: string;
  samples: readonly number[];
  /** Invert the ratio, for durations: the other's median divided by its own. */
  isSpeedup?: boolean;
  /** The goal for the ratio. */
  goal?: Goal;
}

/** The figures of one measurement. */
export interface Section {
  /** Explains the figures. */
  note: string;
  figures: Figure[];
}

/** A section with its title. */
export interface TitledSection extends Section {
  title: string;
  /** The date of the measurement and the load of the machine. */
  circumstances: string;
}
