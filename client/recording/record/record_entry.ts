import type { Entry } from "../format/mod.ts";

/** An entry without its timestamp, which the recorder adds. */
export type NewEntry = Entry extends infer One ? One extends Entry ? Omit<One, "at"> : never : never;

/** Appends an entry to the recording. */
export type RecordEntry = (entry: NewEntry) => void;
