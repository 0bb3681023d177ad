import type { Stats } from "../../../../store/mod.ts";
import { ComputedMetric, Gauges, type Metric } from "./prometheus.ts";

/** Creates the metrics of the desk. Every replica on a store has the same. */
export function createDeskMetrics(stats: Stats): Metric[] {
  const { by_status, by_priority, unassigned_by_priority, overdue, due_today, waiting, snoozed, customers } = stats;
  return [
    new Gauges("support_mcp_tickets", "Tickets, by status.", "status", by_status),
    new Gauges("support_mcp_active_tickets", "Tickets that are not closed, by priority.", "priority", by_priority),
    new Gauges(
      "support_mcp_unassigned_tickets",
      "Tickets with status open and without an assignee.",
      "priority",
      unassigned_by_priority,
    ),
    toGauge("support_mcp_overdue_tickets", "Tickets whose due time has passed.", overdue),
    toGauge("support_mcp_due_today_tickets", "Tickets that are due later today.", due_today),
    toGauge("support_mcp_waiting_tickets", "Tickets in which the customer wrote last.", waiting),
    toGauge("support_mcp_snoozed_tickets", "Snoozed tickets.", snoozed),
    toGauge("support_mcp_customers", "Customers.", customers),
  ];
}

function toGauge(name: string, help: string, value: number): Metric {
  return new ComputedMetric(name, help, "gauge", () => value);
}
