/** The programs, stores and settings of every measurement. */

import type { Baselines } from "./programs/baselines.ts";
import type { Peers } from "./programs/peers.ts";
import type { SupportMcp } from "./programs/support_mcp.ts";
import type { Section } from "./report/figure.ts";
import type { Stores } from "./stores.ts";

export interface BenchContext {
  /** Our program. */
  product: SupportMcp;
  /** Our program, and other builds of it. */
  builds: readonly SupportMcp[];
  peers: Peers;
  baselines: Baselines;
  stores: Stores;
  effort: Effort;
}

/** Sizes and repetitions, which determine the duration and the precision of a run. */
export interface Effort {
  /** The number of samples of each cold start. */
  starts: number;
  /** The number of samples of each load of requests, and the duration of each. */
  loads: number;
  loadMilliseconds: number;
  /** The number of tickets on the desk for closes. */
  closedDesk: number;
  /** The same over HTTP, and the duration of the warm-up: such a server runs for days. */
  httpClosedDesk: number;
  httpWarmUpMilliseconds: number;
  /** The number of samples of each server's memory, and the numbers of requests after which it is read. */
  memories: number;
  requests: readonly number[];
  /** The number of open, idle sessions. */
  sessions: number;
  /** The number of tickets on the large desk. */
  largeDesk: number;
  /** The number of samples of each query; each sample is a few requests. */
  queries: number;
  imports: number;
  /** The number of loads of the desk in a browser, of sessions with it, and of changes in each session. */
  pageLoads: number;
  pages: number;
  liveUpdates: number;
}

/** The number of tickets for most measurements. */
export const SMALL_DESK = 1_000;
/** The number of real questions. */
export const MEDIUM_DESK = 10_003;

/** For daily use: about a minute. */
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
  pageLoads: 7,
  pages: 1,
  liveUpdates: 720,
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
  pageLoads: 25,
  pages: 5,
  liveUpdates: 2_000,
};

/** Runs one benchmark. */
export type Measurement = (bench: BenchContext) => Promise<Section>;
