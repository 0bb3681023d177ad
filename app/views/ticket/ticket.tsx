/** A ticket: the conversation, the composer, and the fields beside them. */

import { Empty, Failure, Skeleton } from "../../parts/state.tsx";
import { useDesk } from "../../parts/ui.ts";
import type { OpenTicket } from "../../desk/mod.ts";
import { Composer } from "./composer.tsx";
import { Details } from "./details.tsx";
import { Header } from "./header.tsx";
import { Thread } from "./thread.tsx";

export function TicketView() {
  const { desk: { opened }, words } = useDesk();
  const { value: open } = opened;
  if (open === null) return <Skeleton rows={6} label={words.states.loading} />;
  return <Loaded key={open.id} open={open} />;
}

function Loaded({ open }: { open: OpenTicket }) {
  const { desk, words } = useDesk();
  const ticket = open.ticket.value;
  if (open.state.value === "missing") {
    return <Empty title={words.ticket.missing} isHeading>{words.ticket.missingHint}</Empty>;
  }
  if (open.state.value === "failed") {
    return <Failure error={open.error.value} retry={() => void open.refresh()} />;
  }
  if (ticket === null) return <Skeleton rows={6} label={words.states.loading} />;
  const shown = desk.writes.show(ticket);
  return (
    <article class="ticket" aria-labelledby="subject">
      <Header ticket={shown} />
      <div class="ticket-body">
        <div class="ticket-main">
          <Thread open={open} />
          <Composer ticket={shown} commentCount={open.comments.value.length} />
        </div>
        <Details open={open} ticket={shown} />
      </div>
    </article>
  );
}
