/** The queue: a list of tickets to work through. */

import { Empty, Failure, Skeleton } from "../../parts/state.tsx";
import { useFirstPart } from "../../parts/ui.ts";
import { getViewName } from "../../parts/view_names.ts";
import { Rows } from "./rows.tsx";
import { Toolbar } from "./toolbar.tsx";

export function QueueView() {
  const { ui, desk: { queue }, words } = useFirstPart();
  const { value: second } = ui.second.part;
  const name = getViewName(queue.view.value, words);
  return (
    <section class="queue" aria-label={words.queue.label(name)}>
      <Toolbar name={name} />
      <div class="scroller" tabIndex={-1}>
        <NewRows />
        <Corrections />
        {second !== null && <second.Damage damaged={queue.damaged.value} />}
        <Content name={name} />
      </div>
      {second !== null && <second.BulkBar />}
    </section>
  );
}

function Content({ name }: { name: string }) {
  const { ui, desk: { queue }, words } = useFirstPart();
  const { value: second } = ui.second.part;
  const rows = queue.rows.value;
  if (rows.length > 0) return <Rows label={words.queue.label(name)} />;
  if (queue.state.value === "failed") return <Failure error={queue.error.value} retry={() => void queue.load()} />;
  if (queue.state.value === "loading") return <Skeleton rows={8} label={words.queue.loading} />;
  return (
    <Empty title={words.queue.empty} action={queue.filter.value === "" ? <NewTicket /> : <SearchAll />}>
      {queue.filter.value === "" ? words.queue.emptyView : words.queue.emptyFilter}
      {second !== null && <second.EmptyReasons />}
    </Empty>
  );
}

/** Leaves the view, which may contradict what was typed. */
function SearchAll() {
  const { desk, words } = useFirstPart();
  const { view, filter } = desk.queue;
  if (view.value.query === "") return null;
  return (
    <button type="button" onClick={() => desk.go({ place: "queue", view: "all", filter: filter.value })}>
      {words.queue.searchAll}
    </button>
  );
}

/** Creates the first ticket of a desk that has none. */
function NewTicket() {
  const { ui, desk: { session }, words } = useFirstPart();
  if (session.stats.value?.total !== 0 || session.isReadOnly.value || !session.has("create_ticket")) return null;
  return (
    <button type="button" class="primary" onClick={() => ui.run((part) => part.askToCreate(ui))}>
      {words.newTicket}
    </button>
  );
}

/** Announces new tickets instead of moving those that are read. */
function NewRows() {
  const { desk: { queue }, words } = useFirstPart();
  const count = queue.newCount.value;
  return (
    <div role="status" class="announcement">
      {count > 0 && (
        <button type="button" class="pill" onClick={() => queue.showNew()}>{words.queue.newRows(count)}</button>
      )}
    </div>
  );
}

function Corrections() {
  const { desk: { queue }, words } = useFirstPart();
  return (
    <>
      {queue.corrections.value?.map(({ word, searched }) => (
        <p key={word} class="low hint" dir="auto">{words.queue.corrected(word, searched)}</p>
      ))}
    </>
  );
}
