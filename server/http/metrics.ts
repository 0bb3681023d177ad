/** What `/metrics` tells. */

import type { Activity } from "../../store/mod.ts";
import type { Exchange } from "./exchange.ts";
import { type Count, Counter, type Distribution, Histogram, type Metric, Reading } from "./prometheus.ts";

/** In seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is counted by name: a client can't make up more of them. */
const RPC_METHODS = new Set([
  "initialize",
  "ping",
  "server/discover",
  "tools/list",
  "tools/call",
  "resources/list",
  "resources/templates/list",
  "resources/read",
  "resources/subscribe",
  "resources/unsubscribe",
  "subscriptions/listen",
  "prompts/list",
  "prompts/get",
  "completion/complete",
  "logging/setLevel",
  "notifications/initialized",
  "notifications/cancelled",
]);

export interface Observed {
  version: string;
  /** The paths that are served; the others count as one. */
  paths: readonly string[];
  activity: Activity;
  sessions: () => number;
  streams: () => number;
}

/** What is kept of requests that are counted together. */
interface Kind {
  count: Count<"path" | "rpc" | "status">;
  durations: Distribution<"path">;
}

/** Counts requests, and reads what others count. */
export class Metrics {
  readonly #paths: ReadonlySet<string>;
  readonly #requests = new Counter<"path" | "rpc" | "status">(
    "support_mcp_http_requests_total",
    "HTTP requests answered.",
  );
  readonly #durations = new Histogram<"path">(
    "support_mcp_http_request_duration_seconds",
    "From a request until its answer begins.",
    BUCKETS,
  );
  /** By status, method and path. */
  readonly #kinds = new Map<string, Kind>();
  readonly #metrics: readonly Metric[];

  constructor({ version, paths, activity, sessions, streams }: Observed) {
    this.#paths = new Set(paths);
    const started = Date.now() / 1000;
    this.#metrics = [
      new Reading("support_mcp_build_info", "The program that this is.", "gauge", () => 1, { version }),
      this.#requests,
      this.#durations,
      new Reading("support_mcp_sessions", "Sessions that are open.", "gauge", sessions),
      new Reading("support_mcp_streams", "Event streams that are open.", "gauge", streams),
      new Reading("support_mcp_store_commits_total", "Commits to the store.", "counter", () => activity.commits),
      new Reading(
        "support_mcp_store_conflicts_total",
        "Commits tried again because another writer came first.",
        "counter",
        () => activity.conflicts,
      ),
      new Reading("process_start_time_seconds", "When the server started.", "gauge", () => started),
      new Reading("process_resident_memory_bytes", "Memory in use.", "gauge", () => Deno.memoryUsage().rss),
    ];
  }

  observe({ path, rpc = "", status, milliseconds }: Exchange): void {
    const known = this.#paths.has(path) ? path : "other";
    const method = rpc === "" || RPC_METHODS.has(rpc) ? rpc : "other";
    const { count, durations } = this.#kindOf(known, method, status);
    count.value++;
    durations.observe(milliseconds / 1000);
  }

  #kindOf(path: string, rpc: string, status: number): Kind {
    const key = `${status} ${rpc} ${path}`;
    let kind = this.#kinds.get(key);
    if (kind === undefined) {
      kind = {
        count: this.#requests.of({ path, rpc, status: String(status) }),
        durations: this.#durations.of({ path }),
      };
      this.#kinds.set(key, kind);
    }
    return kind;
  }

  text(): string {
    return this.#metrics.map((metric) => metric.text()).join("");
  }
}
