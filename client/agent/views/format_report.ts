import type { EndReport, WriteReport } from "./end_report.ts";
import { truncateLine } from "../../../base/text/truncate.ts";

/** The maximum number of lines for tickets of one kind. */
const MAX_LINES = 20;

/** Formats the end report for people. The message of a failure is left out: the program prints it as its error. */
export function formatReport(report: EndReport): string {
  const { reason, message, closed, escalated, left } = report;
  return [
    ...reason === "failed" ? [] : [message],
    ...closed.length === 0 ? [] : [`Closed: ${closed.map((ticket) => `#${ticket}`).join(", ")}`],
    ...formatLines(
      escalated,
      ({ ticket, priority, note }) => `Escalated: #${ticket} (${priority}): ${truncateLine(note)}`,
    ),
    ...formatLines(left, ({ ticket, why }) => `Unresolved: #${ticket}: ${truncateLine(why)}`),
    ...formatChanges(report),
    formatUsage(report),
  ].join("\n");
}

function formatLines<Item>(items: readonly Item[], line: (item: Item) => string): string[] {
  const more = items.length - MAX_LINES;
  return [...items.slice(0, MAX_LINES).map(line), ...more > 0 ? [`… and ${more} more`] : []];
}

function formatChanges({ writes }: EndReport): string[] {
  const done = writes.filter(({ outcome }) => outcome === "done");
  const lines = [
    ...formatCalls("Changes made with", done.filter(({ declaredReadOnly }) => !declaredReadOnly)),
    ...formatCalls(
      "Declared read-only by a server that is not trusted, so changes are possible",
      done.filter(({ declaredReadOnly }) => declaredReadOnly),
    ),
    ...formatCalls("Failed, but changes are possible", writes.filter(({ isUncertain }) => isUncertain)),
  ];
  return lines.length === 0 ? ["No changes were made."] : lines;
}

function formatCalls(title: string, calls: readonly WriteReport[]): string[] {
  if (calls.length === 0) return [];
  const byTool = Map.groupBy(calls, ({ tool }) => tool);
  const counts = [...byTool].map(([tool, { length }]) => length > 1 ? `${tool} ×${length}` : tool);
  return [`${title}: ${counts.join(", ")}`];
}

function formatUsage({ steps, seconds, tokens, cost }: EndReport): string {
  const price = cost === null ? "" : `, $${cost.toFixed(4)}`;
  const work = `${steps} ${steps === 1 ? "step" : "steps"}, ${Math.round(seconds)} s`;
  return `${work}, ${tokens.input} input tokens, ${tokens.output} output tokens${price}.`;
}
