/** Changes that wait for a person's approval. */

import { type Approval, APPROVAL_STATES, formatRoute } from "../desk/mod.ts";
import { undoBatch } from "../parts/bulk_actions.ts";
import { Damage } from "../parts/damage.tsx";
import { ChangeValues, ExactText, useChange } from "../parts/change_view.tsx";
import { formatTimes, removeMarks } from "../parts/labels.ts";
import { Empty, Failure, Skeleton } from "../parts/state.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { Time } from "../parts/time.tsx";
import { formatExact } from "../parts/times.ts";
import { useDesk } from "../parts/ui.ts";

export function ApprovalsView() {
  const { desk: { approvals }, words } = useDesk();
  return (
    <section class="page" aria-labelledby="approvals">
      <header class="bar">
        <h1 id="approvals">{words.approvals.title}</h1>
        <Tabs
          label={words.fields.status}
          values={APPROVAL_STATES}
          chosen={approvals.filter.value}
          name={(state) => words.approvals[state]}
          choose={(state) => void approvals.load(state)}
        />
      </header>
      <div class="scroller" tabIndex={-1}>
        <Damage damaged={approvals.damaged.value} />
        <List />
      </div>
    </section>
  );
}

function List() {
  const { desk: { approvals }, words } = useDesk();
  const list = approvals.list.value;
  if (approvals.state.value === "failed") {
    return <Failure error={approvals.error.value} retry={() => void approvals.load()} />;
  }
  if (approvals.state.value === "loading") return <Skeleton rows={3} label={words.states.loading} />;
  if (list.length === 0) {
    return <Empty title={approvals.filter.value === "pending" ? words.approvals.empty : words.approvals.emptyOther} />;
  }
  return <ul class="approvals">{list.map((approval) => <ApprovalView key={approval.id} approval={approval} />)}</ul>;
}

function ApprovalView({ approval }: { approval: Approval }) {
  const { words, locale } = useDesk();
  const { state, requested_by, requested_at, decided_by, decided_at, reason, expires_at } = approval;
  return (
    <li>
      <Change approval={approval} />
      <p class="low facts">
        <bdi>{words.approvals.askedBy(requested_by)}</bdi>
        <Time at={requested_at} />
        {state === "pending" && <span>{words.approvals.expires(formatExact(expires_at, locale))}</span>}
        {decided_by !== null && <bdi>{words.approvals.decidedBy(decided_by)}</bdi>}
        {decided_at !== null && <Time at={decided_at} />}
        {reason !== null && <bdi>{reason}</bdi>}
      </p>
      {state === "pending" ? <Decision approval={approval} /> : <Outcome approval={approval} />}
      <UndoBatch approval={approval} />
    </li>
  );
}

const toAddress = (id: string) => formatRoute({ place: "ticket", id });

/** The change. The question stands for one that this version has no words for. */
function Change({ approval }: { approval: Approval }) {
  const { desk, words, locale } = useDesk();
  const { name, ...known } = useChange(approval, desk.getPlaces().records, words);
  return (
    <>
      <p class="strong" dir="auto">
        <span class="id low">{approval.id}</span> {name ?? formatTimes(removeMarks(approval.question), locale)}
      </p>
      <ChangeValues {...approval} {...known} toAddress={toAddress} />
      {name !== undefined && <ExactText text={approval.question} />}
    </>
  );
}

/** The two buttons. Where the whole change is not shown, a person decides in a terminal. */
function Decision({ approval }: { approval: Approval }) {
  const { desk: { approvals, session }, words } = useDesk();
  const { id, truncated = [] } = approval;
  const isWhole = !truncated.some((note) => note.startsWith("change."));
  if (!isWhole || !session.has("decide_approval")) return <p class="low mono">{words.approvals.how(id)}</p>;
  const isDisabled = approvals.deciding.value !== null;
  return (
    <p class="decision">
      <button
        type="button"
        class="primary"
        aria-label={`${words.decisions.grant} ${id}`}
        disabled={isDisabled}
        onClick={() => void approvals.decide(approval, "grant")}
      >
        {words.decisions.grant}
      </button>
      <button
        type="button"
        aria-label={`${words.decisions.reject} ${id}`}
        disabled={isDisabled}
        onClick={() => void approvals.decide(approval, "reject")}
      >
        {words.decisions.reject}
      </button>
    </p>
  );
}

/** The result of a decision, in the list of those that wait. */
function Outcome({ approval: { state } }: { approval: Approval }) {
  const { desk: { approvals }, words } = useDesk();
  if (approvals.filter.value !== "pending") return null;
  return <p class="strong" role="status">{words.decisions.states[state]}</p>;
}

/** Gives the tickets of a granted change their former values, after another approval. */
function UndoBatch({ approval: { batch_id, changed_count } }: { approval: Approval }) {
  const { ui, desk: { session }, words } = useDesk();
  if (batch_id === undefined || changed_count === 0 || session.isReadOnly.value) return null;
  return (
    <p>
      <button type="button" onClick={() => void undoBatch(ui, batch_id)}>{words.batch.undo}</button>
    </p>
  );
}
