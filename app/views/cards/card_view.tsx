/** A card: a summary of one thing, at most 500 pixels high, with at most two buttons. It never scrolls. */

import { ApprovalCard } from "./approval_card.tsx";
import { CardFailure } from "./card_failure.tsx";
import { Message } from "./card_message.tsx";
import { CardContext, type CardPlace, useCard } from "./context.ts";
import { ReportCard } from "./report_card.tsx";
import { TicketCard } from "./ticket_card.tsx";
import { TicketsCard } from "./tickets_card.tsx";

export function CardView({ place }: { place: CardPlace }) {
  return (
    <CardContext.Provider value={place}>
      <Content />
    </CardContext.Provider>
  );
}

function Content() {
  const { card, cardWords } = useCard();
  const { value: target } = card.target;
  switch (card.state.value) {
    case "loading":
      return <Waiting rows={target?.kind === "tickets" ? 5 : 3} label={cardWords.waiting} />;
    case "cancelled":
      return <Message title={cardWords.cancelled} />;
    case "failed":
      return <Failed />;
    case "ready":
      if (target?.kind === "ticket") return <TicketCard />;
      if (target?.kind === "report") return <ReportCard />;
      return target?.kind === "approvals" ? <ApprovalCard /> : <TicketsCard />;
  }
}

function Failed() {
  const { card, cardWords } = useCard();
  const { value: error } = card.error;
  return (
    <Message title={cardWords.failed} isAlert>
      <CardFailure error={error} />
      {card.target.value !== null && (
        <button type="button" onClick={() => void card.refresh()}>{cardWords.retry}</button>
      )}
    </Message>
  );
}

function Waiting({ rows, label }: { rows: number; label: string }) {
  return (
    <main class="card" aria-busy="true">
      <h1 class="card-head low">{label}</h1>
      <ul aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => (
          <li key={index} class="card-row">
            <span class="bone" />
          </li>
        ))}
      </ul>
    </main>
  );
}
