/** One ticket: its state, and the message that came last. */

import { useEffect } from "preact/hooks";
import type { Comment, Ticket } from "../../desk/mod.ts";
import { PriorityIcon, StatusIcon } from "../../parts/icons.tsx";
import { Due, Time } from "../../parts/time.tsx";
import { CardFailure } from "./card_failure.tsx";
import { useCard } from "./context.ts";

export function TicketCard() {
  const { card, cardWords } = useCard();
  const { value: ticket } = card.ticket;
  if (ticket === null) return null;
  return (
    <main class="card">
      {card.previous.value !== null && (
        <button type="button" class="quiet card-back" onClick={() => card.back()}>‹ {cardWords.back}</button>
      )}
      <header class="card-ticket">
        <h1 class="clamp" dir="auto">
          <span class="id low">#{ticket.id}</span> {ticket.subject}
        </h1>
        <Facts ticket={ticket} />
      </header>
      <LastMessage ticket={ticket} comment={card.comments.value.at(-1)} />
      {card.failure.value !== null && <CardFailure error={card.failure.value} isAlert />}
      <Actions ticket={ticket} />
    </main>
  );
}

function Facts({ ticket }: { ticket: Ticket }) {
  const { card, words, cardWords } = useCard();
  const { status, priority, account_tier, customer, assignee, due_at } = ticket;
  useEffect(() => void card.names.request([customer]), [customer]);
  return (
    <p class="card-facts low">
      <span>
        <StatusIcon status={status} /> {words.status[status]}
      </span>
      <span>
        <PriorityIcon priority={priority} /> {words.priority[priority]}
      </span>
      {due_at && status !== "closed" && <Due at={due_at} />}
      <span class="card-people">
        <span class="card-person">
          {cardWords.fromCustomer} <bdi class="ellipsis" title={customer}>{card.names.get(customer)}</bdi>
          {account_tier !== "free" && <span class={`tier ${account_tier}`}>{words.tier[account_tier]}</span>}
        </span>
        <span class="card-person">
          {assignee === null ? words.unassigned : cardWords.assignee} <bdi class="ellipsis">{assignee}</bdi>
        </span>
      </span>
    </p>
  );
}

/** @param comment Undefined if the ticket has only its description. */
function LastMessage({ ticket, comment }: { ticket: Ticket; comment: Comment | undefined }) {
  const { card, cardWords } = useCard();
  const kind = comment?.kind ?? "customer";
  const who = kind === "customer" ? cardWords.fromCustomer : kind === "note" ? cardWords.noteKind : cardWords.fromTeam;
  const body = comment?.body ?? ticket.description;
  if (body === "") return null;
  return (
    <section class={`card-message-box ${kind}`}>
      <h2>
        {comment === undefined ? cardWords.firstMessage : cardWords.lastMessage} · {who} ·{" "}
        <bdi>{card.names.get(comment?.author ?? ticket.customer)}</bdi> · <Time at={comment?.at ?? ticket.created_at} />
      </h2>
      <p class="card-body" dir="auto">{body}</p>
    </section>
  );
}

function Actions({ ticket }: { ticket: Ticket }) {
  const { card, expand, ask, cardWords } = useCard();
  const { id, status, assignee } = ticket;
  const canAssign = assignee === null && status !== "closed";
  if (!expand && !ask && !canAssign) return null;
  return (
    <footer class="card-foot">
      {canAssign
        ? (
          <button type="button" disabled={card.isBusy.value} onClick={() => void card.assignToMe(ticket)}>
            {cardWords.assignToMe}
          </button>
        )
        : ask && status !== "closed" && (
          <button type="button" onClick={() => ask(cardWords.draftReplyRequest(id))}>{cardWords.draftReply}</button>
        )}
      {expand && (
        <button type="button" class="primary" onClick={() => expand({ kind: "ticket", id })}>
          {cardWords.openTicket}
        </button>
      )}
    </footer>
  );
}
