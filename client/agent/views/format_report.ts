import type { EndReport } from "./end_report.ts";
import { truncateLine } from "./truncate_line.ts";

/** The most lines for tickets of one kind. */
const MAX_LINES = 20;

/** The end report, in lines for people. Of a failure the program tells elsewhere. */
export function formatReport(report: EndReport): string {
  const { reason, message, closed, escalated, left } = report;
  return [
    ...reason === "failed" ? [] : [message],
    ...closed.length === 0 ? [] : [`Closed: ${closed.map((ticket) => `#${ticket}`).join(", ")}`],
    ...formatLines(
      escalated,
      ({ ticket, priority, note }) => `Escalated: #${ticket} (${priority}): ${truncateLine(note)}`,
    ),
    ...formatLines(left, ({ ticket, why }) => `Left: #${ticket}: ${truncateLine(why)}`),
    formatChanges(report),
    formatUsage(report),
  ].join("\n");
}

function formatLines<Item>(items: readonly Item[], line: (item: Item) => string): string[] {
  const more = items.length - MAX_LINES;
  return [...items.slice(0, MAX_LINES).map(line), ...more > 0 ? [`… and ${more} more`] : []];
}

/** Which writing tools did their work, and how often. */
function formatChanges({ writes }: EndReport): string {
  const done = Map.groupBy(writes.filter(({ outcome }) => outcome === "done"), ({ tool }) => tool);
  if (done.size === 0) return "Nothing was changed.";
  return `Changed by: ${
    [...done].map(([tool, uses]) => `${tool}${uses.length > 1 ? ` ×${uses.length}` : ""}`).join(", ")
  }`;
}

function formatUsage({ steps, seconds, tokens, cost }: EndReport): string {
  const price = cost === null ? "" : `, $${cost.toFixed(4)}`;
  const counted = `${steps} ${steps === 1 ? "step" : "steps"}, ${Math.round(seconds)} s`;
  return `${counted}, ${tokens.input} tokens read and ${tokens.output} written${price}.`;
}
