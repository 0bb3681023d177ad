/** What a measurement leaves: figures, each with the one that it is compared with. */

export type Unit = "ms" | "/s" | "MB";

export interface Figure {
  /** What was measured, such as `--version`. */
  what: string;
  /** The program that was measured. */
  program: string;
  unit: Unit;
  samples: readonly number[];
  /** What its median is divided by for the ratio. */
  against?: Against;
}

export interface Against {
  /** As the table names it, such as `the empty program`. */
  name: string;
  samples: readonly number[];
}

/** The figures of one measurement, under one heading. */
export interface Section {
  title: string;
  /** What a reader must know to read the figures. */
  note: string;
  figures: Figure[];
}
