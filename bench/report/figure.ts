/** What a measurement leaves: figures, each with those that it is compared with. */

import type { Goal } from "./goal.ts";

export type Unit = "ms" | "/s" | "MB" | "KB";

export interface Figure {
  /** What was measured, such as `--version`. */
  what: string;
  /** The program that was measured. */
  program: string;
  unit: Unit;
  samples: readonly number[];
  /** What the median should be. */
  goal?: Goal;
  compared?: readonly Comparison[];
}

/** A figure beside another one: the quotient of their medians. */
export interface Comparison {
  /** The other's name, such as `the empty program`. */
  with: string;
  samples: readonly number[];
  /** How often it is as quick, for times: the other's median divided by its own. */
  isSpeedup?: boolean;
  /** What the quotient should be. */
  goal?: Goal;
}

/** The figures of one measurement. */
export interface Section {
  /** What a reader must know to read the figures. */
  note: string;
  figures: Figure[];
}

/** A section as it is printed. */
export interface TitledSection extends Section {
  title: string;
  /** When it was measured, and under which load. */
  circumstances: string;
}
