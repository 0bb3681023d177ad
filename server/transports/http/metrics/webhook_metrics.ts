import type { Webhooks } from "../../../../store/mod.ts";
import { Gauges, type Metric } from "./prometheus.ts";

/** Creates the metrics of the webhooks in the settings. The queues are those of the store, and the attempts those of this process. */
export async function createWebhookMetrics(webhooks: Pick<Webhooks, "list" | "attempts">): Promise<Metric[]> {
  const states = await webhooks.list();
  if (states.length === 0) return [];
  const now = Date.now();
  const create = (name: string, help: string, read: (state: typeof states[number]) => number, type?: "counter") => {
    const values = Object.fromEntries(states.map((state) => [state.name, read(state)]));
    return new Gauges(`support_mcp_webhook_${name}`, help, "webhook", values, type);
  };
  const getAttempts = (name: string) => webhooks.attempts.get(name) ?? { delivered: 0, failed: 0 };
  return [
    create(
      "delivered_total",
      "Messages that this process delivered.",
      (each) => getAttempts(each.name).delivered,
      "counter",
    ),
    create(
      "failures_total",
      "Attempts of this process that failed.",
      (each) => getAttempts(each.name).failed,
      "counter",
    ),
    create("waiting_messages", "Messages in the queue.", ({ waiting }) => waiting),
    create(
      "waiting_seconds",
      "Age of the oldest message in the queue.",
      ({ since }) => since === null ? 0 : Math.max(0, now - Date.parse(since)) / 1000,
    ),
    create("failed_messages", "Messages that were given up in the last 30 days.", ({ failed }) => failed),
  ];
}
