import type { EndReport, RunReport, WriteReport } from "./end_report.ts";
import { truncateLine } from "../../../base/text/truncate.ts";

/** The maximum number of lines for tickets of one kind. */
const MAX_LINES = 20;

/** Formats the end report for people. The message of a failure is left out: the program prints it as its error. */
export function formatReport(report: EndReport): string {
  const { reason, message, runs } = report;
  return [
    ...reason === "failed" ? [] : [message],
    ...runs === undefined ? [] : formatLast(runs.map(formatRunLine)),
    ...formatTickets(report),
    ...formatChanges(report),
    formatUsage(report),
  ].join("\n");
}

/** Formats the report of one run of a watch. */
export function formatRun(report: RunReport): string {
  const { message, changes } = report;
  const made = changes === 0 ? ["No changes were made."] : [];
  return [message, ...formatTickets(report), ...made, formatUsage(report)].join("\n");
}

type Tickets = Pick<EndReport, "closed" | "escalated" | "left"> & Partial<Pick<EndReport, "waiting">>;

/** Recordings of earlier versions have reports without `waiting`. */
function formatTickets({ closed, escalated, left, waiting = [] }: Tickets): string[] {
  return [
    ...closed.length === 0 ? [] : [`Closed: ${formatIds(closed)}`],
    ...formatLines(
      escalated,
      ({ ticket, priority, note }) => `Escalated: #${ticket} (${priority}): ${truncateLine(note)}`,
    ),
    ...formatLines(left, ({ ticket, why }) => `Unresolved: #${ticket}: ${truncateLine(why)}`),
    // The others are in the lines of their tickets.
    ...formatLines(
      waiting.filter(({ ticket }) => !left.some((entry) => entry.ticket === ticket)),
      ({ approval, tool, ticket }) =>
        `Waiting for a person: ${tool}${ticket === null ? "" : ` for #${ticket}`} as approval ${approval}: ` +
        `support-mcp approvals show ${approval}, then grant or reject (with the --db of the server)`,
    ),
  ];
}

/** Formats a run of a watch as one line. */
function formatRunLine(
  { run, started, reason, message, closed, escalated, left, waiting, changes }: RunReport,
): string {
  const parts = [
    reason === "finished" ? "" : message.replace(/\.$/, ""),
    closed.length === 0 ? "" : `closed ${formatIds(closed)}`,
    escalated.length === 0 ? "" : `escalated ${formatIds(escalated.map(({ ticket }) => ticket))}`,
    left.length === 0 ? "" : `left ${formatIds(left.map(({ ticket }) => ticket))}`,
    waiting.length === 0 ? "" : `${waiting.map(({ approval }) => approval).join(", ")} for a person to approve`,
    changes === 0 ? "no changes" : "",
  ];
  return `Run ${run}, ${started}: ${parts.filter(Boolean).join("; ") || "done"}`;
}

function formatIds(tickets: readonly string[]): string {
  return tickets.map((ticket) => `#${ticket}`).join(", ");
}

function formatLast(lines: readonly string[]): string[] {
  const more = lines.length - MAX_LINES;
  return [...more > 0 ? [`… ${more} earlier runs`] : [], ...lines.slice(-MAX_LINES)];
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

function formatUsage({ steps, seconds, tokens, cost, runs }: Usage): string {
  const price = cost === null ? "" : `, $${cost.toFixed(4)}`;
  const started = runs === undefined ? "" : `${formatCount(runs.at(-1)?.run ?? 0, "run")}, `;
  const work = `${started}${formatCount(steps, "step")}, ${formatSeconds(seconds)}`;
  return `${work}, ${tokens.input} input tokens, ${tokens.output} output tokens${price}.`;
}

type Usage = Pick<EndReport, "steps" | "seconds" | "tokens" | "cost" | "runs">;

function formatCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Formats a duration, of a night as well: `95 s`, `3 min`, `8 h 12 min`. */
function formatSeconds(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
