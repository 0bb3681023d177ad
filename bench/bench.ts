/** What every measurement works with. */

import type { Floor } from "./programs/floor.ts";
import type { Program } from "./programs/program.ts";
import type { SupportMcp } from "./programs/support_mcp.ts";
import type { Section } from "./report/figure.ts";
import type { Stores } from "./stores.ts";

export interface Bench {
  /** Our own program. */
  product: SupportMcp;
  /** All that are compared, our own the first. */
  programs: readonly Program[];
  floor: Floor;
  stores: Stores;
  effort: Effort;
}

/** How long the bench takes, and how well its figures hold. */
export interface Effort {
  /** Samples of each cold start. */
  starts: number;
  /** Samples of each load of requests, and how long each lasts. */
  loads: number;
  loadMilliseconds: number;
  /** Samples of each server's memory, and after how many requests it is looked at. */
  memories: number;
  requests: readonly number[];
  /** How many tickets the large desk has that is compared with the small one. */
  largeDesk: number;
  /** Samples of each query, of a few requests each. */
  queries: number;
  imports: number;
}

/** The desk that most is measured on. */
export const SMALL_DESK = 1_000;
/** A desk with tickets enough to close: as many as there are real questions. */
export const MIDDLE_DESK = 10_003;

/** A minute or so. */
export const QUICK: Effort = {
  starts: 15,
  loads: 3,
  loadMilliseconds: 400,
  memories: 1,
  requests: [10_000],
  largeDesk: MIDDLE_DESK,
  queries: 15,
  imports: 1,
};

/** For `BENCHMARKS.md`; about a quarter of an hour. */
export const LONG: Effort = {
  starts: 50,
  loads: 7,
  loadMilliseconds: 2_000,
  memories: 3,
  requests: [25_000, 50_000],
  largeDesk: 100_000,
  queries: 50,
  imports: 3,
};

/** Measures one matter. */
export type Measurement = (bench: Bench) => Promise<Section>;
