/** The tickets that a search found. */

import { useEffect } from "preact/hooks";
import type { TicketRow } from "../../desk/mod.ts";
import { PriorityIcon, StatusIcon } from "../../parts/icons.tsx";
import { Due } from "../../parts/time.tsx";
import { useCard } from "./context.ts";

/** In CSS pixels: a row, and everything above and below the rows. */
const HEIGHTS = { row: 48, rest: 104 };
const MOST_ROWS = 8;

export function TicketsCard() {
  const { card, surroundings, expand, cardWords } = useCard();
  const { value: target } = card.target;
  const { maxHeight = 500 } = surroundings.value;
  const room = Math.max(1, Math.min(MOST_ROWS, Math.floor((maxHeight - HEIGHTS.rest) / HEIGHTS.row)));
  const rows = card.rows.value.slice(0, room);
  const hasMore = card.hasMore.value || card.rows.value.length > room;
  const customers = rows.map(({ customer }) => customer);
  useEffect(() => void card.names.request(customers), [customers.join()]);
  return (
    <main class="card">
      <header class="card-head">
        <h1>{cardWords.tickets}</h1>
        {target?.kind === "tickets" && target.query !== "" && (
          <span class="low mono ellipsis" dir="auto">{target.query}</span>
        )}
      </header>
      {rows.length === 0
        ? <p class="card-empty low">{cardWords.noTickets}</p>
        : <ul>{rows.map((row) => <Row key={row.id} row={row} />)}</ul>}
      {(expand || hasMore) && (
        <footer class="card-foot">
          {hasMore && <span class="low">{cardWords.more}</span>}
          {expand && (
            <button type="button" class="primary" onClick={() => target && expand(target)}>
              {cardWords.openDesk}
            </button>
          )}
        </footer>
      )}
    </main>
  );
}

function Row({ row }: { row: TicketRow }) {
  const { card, words } = useCard();
  const { id, subject, priority, status, customer, assignee, due_at, waiting } = row;
  return (
    <li>
      <button type="button" class="card-row" onClick={() => card.show({ kind: "ticket", id })}>
        <PriorityIcon priority={priority} label={words.priority[priority]} />
        <span class="card-lines">
          <span class="card-line">
            <bdi class={`${waiting ? "strong " : ""}ellipsis grow`}>{subject}</bdi>
            {due_at && status !== "closed" && <Due at={due_at} />}
          </span>
          <span class="card-line low">
            <span class="id">#{id}</span>
            <StatusIcon status={status} label={words.status[status]} />
            <bdi class="ellipsis grow" title={customer}>{card.names.get(customer)}</bdi>
            <bdi class="ellipsis">{assignee ?? words.unassigned}</bdi>
          </span>
        </span>
      </button>
    </li>
  );
}
