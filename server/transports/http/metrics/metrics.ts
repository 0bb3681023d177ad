/** The metrics of the server. */

import type { Activity, Stats, Webhooks } from "../../../../store/mod.ts";
import type { Exchange } from "../wire/mod.ts";
import { createDeskMetrics } from "./desk_metrics.ts";
import { createWebhookMetrics } from "./webhook_metrics.ts";
import { ComputedMetric, type Count, Counter, type Distribution, Histogram, type Metric } from "./prometheus.ts";

/** In seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The methods that are counted by name: a client can't invent more. */
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

export interface MetricsOptions {
  version: string;
  /** The known paths. All others count as one. */
  paths: readonly string[];
  activity: Activity;
  readStats: () => Promise<Stats>;
  webhooks: Pick<Webhooks, "list" | "attempts">;
  sessions: () => number;
  streams: () => number;
}

/** The series of the requests that are counted together. */
interface RequestSeries {
  count: Count<"path" | "rpc" | "status">;
  durations: Distribution<"path">;
}

/** Counts requests, and reads the counters of others. */
export class Metrics {
  readonly #paths: ReadonlySet<string>;
  readonly #requests = new Counter<"path" | "rpc" | "status">(
    "support_mcp_http_requests_total",
    "HTTP requests answered.",
  );
  readonly #durations = new Histogram<"path">(
    "support_mcp_http_request_duration_seconds",
    "Time from a request to the start of its response.",
    BUCKETS,
  );
  /** By status, method and path. */
  readonly #series = new Map<string, RequestSeries>();
  readonly #metrics: readonly Metric[];
  readonly #readDesk: () => Promise<Metric[]>;

  constructor({ version, paths, activity, readStats, webhooks, sessions, streams }: MetricsOptions) {
    this.#readDesk = async () => [...createDeskMetrics(await readStats()), ...await createWebhookMetrics(webhooks)];
    this.#paths = new Set(paths);
    const started = Date.now() / 1000;
    this.#metrics = [
      new ComputedMetric("support_mcp_build_info", "The version of the program.", "gauge", () => 1, { version }),
      this.#requests,
      this.#durations,
      new ComputedMetric("support_mcp_sessions", "Open sessions.", "gauge", sessions),
      new ComputedMetric("support_mcp_streams", "Open event streams.", "gauge", streams),
      new ComputedMetric("support_mcp_store_commits_total", "Commits to the store.", "counter", () => activity.commits),
      new ComputedMetric(
        "support_mcp_store_conflicts_total",
        "Commits that were retried because of a conflict.",
        "counter",
        () => activity.conflicts,
      ),
      new ComputedMetric("process_start_time_seconds", "When the server started.", "gauge", () => started),
      new ComputedMetric("process_resident_memory_bytes", "Memory in use.", "gauge", () => Deno.memoryUsage().rss),
    ];
  }

  observe({ path, rpc = "", status, milliseconds }: Exchange): void {
    const known = this.#paths.has(path) ? path : "other";
    const method = rpc === "" || RPC_METHODS.has(rpc) ? rpc : "other";
    const { count, durations } = this.#getSeries(known, method, status);
    count.value++;
    durations.observe(milliseconds / 1000);
  }

  #getSeries(path: string, rpc: string, status: number): RequestSeries {
    const key = `${status} ${rpc} ${path}`;
    let series = this.#series.get(key);
    if (series === undefined) {
      series = {
        count: this.#requests.withLabels({ path, rpc, status: String(status) }),
        durations: this.#durations.withLabels({ path }),
      };
      this.#series.set(key, series);
    }
    return series;
  }

  /** Formats all metrics. Those of the desk are left out while the store does not respond. */
  async format(): Promise<string> {
    const ofDesk = await this.#readDesk().catch(() => []);
    return [...this.#metrics, ...ofDesk].map((metric) => metric.format()).join("");
  }
}
