/** A change that waits for a person: everything about it, and the decision. */

import { useSignal } from "@preact/signals";
import type { Approval } from "../../desk/mod.ts";
import { ChangeValues, ExactText, useChange } from "../../parts/change_view.tsx";
import { formatTimes, removeMarks } from "../../parts/labels.ts";
import { Time } from "../../parts/time.tsx";
import { formatExact } from "../../parts/times.ts";
import { Message } from "./card_message.tsx";
import { CardFailure } from "./card_failure.tsx";
import { useCard } from "./context.ts";

/** More characters do not fit into a card. */
const MOST_CHARACTERS = 700;
/** The same for changes of many tickets, whose question has the first of them. */
const MOST_CHARACTERS_OF_MANY = 2_000;

export function ApprovalCard() {
  const { card, cardWords } = useCard();
  const list = card.approvals.value;
  // Another one never takes the place of the one that is shown: the person would decide on it by mistake.
  const shown = useSignal(list[0]?.id);
  const at = Math.max(0, list.findIndex(({ id }) => id === shown.value));
  const approval = list[at];
  if (approval === undefined) {
    return (
      <Message title={cardWords.approvals}>
        <p class="low">{cardWords.noApproval}</p>
      </Message>
    );
  }
  const showNext = () => {
    card.failure.value = null;
    shown.value = list[(at + 1) % list.length]!.id;
  };
  return (
    <main class="card">
      <Question approval={approval} />
      <Decision approval={approval} />
      {list.length > 1 && (
        <button type="button" class="quiet card-back" onClick={showNext}>{cardWords.next(list.length - 1)} ›</button>
      )}
    </main>
  );
}

function Question({ approval }: { approval: Approval }) {
  const { words, cardWords, locale } = useCard();
  const { id, requested_by, requested_at, expires_at } = approval;
  return (
    <header class="card-ticket">
      <h1>
        {cardWords.approval} <span class="id">{id}</span>
      </h1>
      {isBrief(approval) ? <Change approval={approval} /> : <p class="card-question">{cardWords.tooLong}</p>}
      <p class="card-facts low">
        <bdi class="ellipsis">{words.approvals.askedBy(requested_by)}</bdi>
        <Time at={requested_at} />
        {approval.state === "pending" && <span>{words.approvals.expires(formatExact(expires_at, locale))}</span>}
      </p>
    </header>
  );
}

/** The change. The question stands for one that this version has no words for. */
function Change({ approval }: { approval: Approval }) {
  const { card: { records }, words, locale } = useCard();
  const { name, ...known } = useChange(approval, records, words);
  return (
    <>
      <p class="card-question" dir="auto">{name ?? formatTimes(removeMarks(approval.question), locale)}</p>
      <ChangeValues {...approval} {...known} />
      {name !== undefined && <ExactText text={approval.question} />}
    </>
  );
}

function Decision({ approval }: { approval: Approval }) {
  const { card, expand, words, cardWords } = useCard();
  const { id, state, reason } = approval;
  if (state !== "pending") {
    return (
      <p class={`card-outcome ${state}`} role="status">
        {words.decisions.states[state]} {reason !== null && <bdi class="low">{removeMarks(reason)}</bdi>}
      </p>
    );
  }
  if (isCut(approval)) return <p class="card-text low">{cardWords.cut(id)}</p>;
  return (
    <>
      {card.failure.value !== null && <CardFailure error={card.failure.value} isAlert />}
      <footer class="card-foot">
        {!isBrief(approval) && expand && (
          <button
            type="button"
            class="primary"
            onClick={() => expand({ kind: "approvals" })}
          >
            {cardWords.openApprovals}
          </button>
        )}
        {isBrief(approval) && <Buttons approval={approval} />}
      </footer>
    </>
  );
}

/** The two decisions. Also for lists of approvals that show each change in full. */
export function Buttons({ approval }: { approval: Approval }) {
  const { card, words } = useCard();
  const isDisabled = card.isBusy.value;
  return (
    <>
      <button type="button" disabled={isDisabled} onClick={() => void card.decide(approval, "reject")}>
        {words.decisions.reject}
      </button>
      <button type="button" class="primary" disabled={isDisabled} onClick={() => void card.decide(approval, "grant")}>
        {words.decisions.grant}
      </button>
    </>
  );
}

/** A person decides only on what is shown: a card shows all of a change, or has no buttons for it. */
function isBrief({ question, change }: Approval): boolean {
  const length = question.length + JSON.stringify(change).length;
  return length <= (change.tickets === undefined ? MOST_CHARACTERS : MOST_CHARACTERS_OF_MANY);
}

/** The server has sent only the start of a text. */
function isCut({ truncated = [] }: Approval): boolean {
  return truncated.some((note) => note.startsWith("change."));
}
