/** What every measurement works with. */

import type { Baselines } from "./programs/baselines.ts";
import type { Peers } from "./programs/peers.ts";
import type { SupportMcp } from "./programs/support_mcp.ts";
import type { Section } from "./report/figure.ts";
import type { Stores } from "./stores.ts";

export interface BenchContext {
  /** Our own program. */
  product: SupportMcp;
  /** Our own program, and other builds of it. */
  builds: readonly SupportMcp[];
  peers: Peers;
  baselines: Baselines;
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
  /** How many tickets the desk has that tickets are closed on. */
  closedDesk: number;
  /** The same over HTTP, and how long a server is asked there before it is measured: it would run for days. */
  httpClosedDesk: number;
  httpWarmUpMilliseconds: number;
  /** Samples of each server's memory, and after how many requests it is looked at. */
  memories: number;
  requests: readonly number[];
  /** How many sessions are open and idle. */
  sessions: number;
  /** How many tickets the large desk has that is compared with the small one. */
  largeDesk: number;
  /** Samples of each query, of a few requests each. */
  queries: number;
  imports: number;
}

/** The desk that most is measured on. */
export const SMALL_DESK = 1_000;
/** As many tickets as there are real questions. */
export const MEDIUM_DESK = 10_003;

/** For every day: with the quick matters alone, about a minute. */
export const QUICK: Effort = {
  starts: 5,
  loads: 2,
  loadMilliseconds: 300,
  closedDesk: 2_000,
  httpClosedDesk: 2_000,
  httpWarmUpMilliseconds: 100,
  memories: 1,
  requests: [2_500, 5_000],
  sessions: 1_000,
  largeDesk: MEDIUM_DESK,
  queries: 15,
  imports: 1,
};

/** For `docs/performance/benchmarks.md`. */
export const LONG: Effort = {
  starts: 40,
  loads: 5,
  loadMilliseconds: 800,
  closedDesk: MEDIUM_DESK,
  httpClosedDesk: 60_000,
  httpWarmUpMilliseconds: 4_000,
  memories: 3,
  requests: [25_000, 50_000],
  sessions: 1_000,
  largeDesk: 100_000,
  queries: 40,
  imports: 3,
};

/** Measures one matter. */
export type Measurement = (bench: BenchContext) => Promise<Section>;
