/** The tickets of a change, in the question about it. */

import type { BatchValues, RestoredTicket, RunningBatch, TicketRow } from "../../desk/mod.ts";
import { getCustom } from "../../desk/second/mod.ts";
import { PriorityIcon, StatusIcon } from "../../parts/icons.tsx";
import { formatCustom, formatLeft, formatValue } from "../../parts/labels.ts";
import { useDesk } from "../../parts/ui.ts";
import type { Words } from "../../words/mod.ts";

/** The first tickets of a change with the values that it replaces, and those that stay the same. */
export function BatchTickets({ batch: { count, first, restored, left, values } }: { batch: RunningBatch }) {
  const { words, locale } = useDesk();
  const others = count - first.length;
  const undone = new Map(restored.map((ticket) => [ticket.id, ticket]));
  const format = (row: TicketRow) => {
    const after = undone.get(row.id);
    return after === undefined ? formatPresent(row, values, words, locale) : formatUndo(row, after, words, locale);
  };
  return (
    <>
      {first.length > 0 && (
        <div class="batch-head low">
          <span>{words.fields.tickets}</span>{" "}
          <span>{undone.size > 0 ? words.batch.restored : words.conflict.theirs}</span>
        </div>
      )}
      <ul class="batch-rows">
        {first.map((row) => (
          <li key={row.id}>
            <PriorityIcon priority={row.priority} label={words.priority[row.priority]} />
            <StatusIcon status={row.status} label={words.status[row.status]} />
            <span class="id low">#{row.id}</span>
            <bdi class="ellipsis">{row.subject}</bdi>
            <bdi class="ellipsis low batch-now">{format(row)}</bdi>
          </li>
        ))}
        {first.length > 0 && others > 0 && <li class="low">{words.batch.others(others)}</li>}
      </ul>
      {left.map((tickets) => <p key={tickets.reason} class="low" dir="auto">{formatLeft(tickets, words)}</p>)}
    </>
  );
}

/** Formats the values that a change replaces. */
function formatPresent(row: TicketRow, values: BatchValues, words: Words, locale: string): string {
  const { custom = {}, ...fields } = values;
  const format = (field: string) => {
    if (field === "resolution") return words.status[row.status];
    if (field === "assignee") return row.assignee ?? words.unassigned;
    if (field === "add_tags" || field === "remove_tags") return row.tags.join(", ") || words.none;
    return formatValue(field, row[field as keyof TicketRow], words, locale);
  };
  return [
    ...Object.keys(fields).map(format),
    ...Object.keys(custom).map((name) => formatCustom(getCustom(row, name), words)),
  ].join(" · ");
}

/** The fields that an undo may give back, besides custom ones. */
const FIELDS = ["status", "priority", "assignee", "tags", "snoozed_until"] as const;

/** Formats the values that a ticket gets back: `Closed → Open`. */
function formatUndo(row: TicketRow, after: RestoredTicket, words: Words, locale: string): string {
  const format = (ticket: RestoredTicket, field: typeof FIELDS[number]) =>
    field === "assignee" ? ticket.assignee ?? words.unassigned : formatValue(field, ticket[field], words, locale);
  const names = new Set([row, after].flatMap(({ custom = {} }) => Object.keys(custom)));
  return [
    ...FIELDS.map((field) => [format(row, field), format(after, field)]),
    ...[...names].map((name) => [row, after].map((ticket) => formatCustom(getCustom(ticket, name), words))),
  ].filter(([now, then]) => now !== then).map((pair) => pair.join(" → ")).join(" · ");
}
