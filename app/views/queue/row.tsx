/** A ticket in the list. */

import { formatRoute, type QueueRow } from "../../desk/mod.ts";
import { LineIcon, PriorityIcon, StatusIcon } from "../../parts/icons.tsx";
import { Avatar } from "../../parts/avatar.tsx";
import { Due, Time } from "../../parts/time.tsx";
import { useFirstPart } from "../../parts/ui.ts";

export interface RowProps {
  row: QueueRow;
  /** Its place in the list. */
  index: number;
  /** In pixels. */
  height: number;
}

export function TicketRowView({ row, index, height }: RowProps) {
  const { desk, words } = useFirstPart();
  const { queue } = desk;
  const [isFocused, isSelected] = [queue.focused.value === row.id, queue.selected.value.has(row.id)];
  const isFirstStop = queue.focused.value === null && index === 0;
  const flags = [
    isFocused && "focused",
    isSelected && "selected",
    row.left && "left",
    row.waiting && "waits",
  ].filter(Boolean).join(" ");
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      data-id={row.id}
      class={`row ${flags}`}
      style={{ top: `${index * height}px`, height: `${height}px` }}
      tabIndex={isFocused || isFirstStop ? 0 : -1}
      title={row.left ? words.queue.left : undefined}
      onFocus={() => queue.focused.value = row.id}
      onClick={(event) => openUnlessControl(event, () => desk.go({ place: "ticket", id: row.id }))}
    >
      <Selection row={row} isSelected={isSelected} />
      <Marks row={row} />
      <Subject row={row} />
      <Customer row={row} />
      <Assignee name={row.assignee} />
      <span role="gridcell" class="cell-due">{row.due_at && row.status !== "closed" && <Due at={row.due_at} />}</span>
      <span role="gridcell" class="cell-time low">
        {row.updated_at && <Time at={row.updated_at} />}
      </span>
    </div>
  );
}

/** Opens the row unless the click was meant for something in it, or selected text. */
function openUnlessControl(event: MouseEvent, open: () => void): void {
  if (event.target instanceof Element && event.target.closest("input, label, a") !== null) return;
  if (event.ctrlKey || event.metaKey || event.button !== 0 || getSelection()?.type === "Range") return;
  open();
}

function Selection({ row, isSelected }: { row: QueueRow; isSelected: boolean }) {
  const { desk: { queue, session }, words } = useFirstPart();
  if (session.isReadOnly.value) return <span role="gridcell" class="cell-select" />;
  return (
    <span role="gridcell" class="cell-select">
      <input
        type="checkbox"
        tabIndex={-1}
        checked={isSelected}
        aria-label={words.queue.select(row.id)}
        onClick={(event) => {
          if (event.shiftKey) queue.selectTo(row.id);
          else queue.toggle(row.id);
        }}
      />
    </span>
  );
}

function Marks({ row: { priority, status, id } }: { row: QueueRow }) {
  const { words } = useFirstPart();
  return (
    <span role="gridcell" class="cell-marks">
      <PriorityIcon priority={priority} label={words.priority[priority]} />
      <span class="id low">#{id}</span>
      <StatusIcon status={status} label={words.status[status]} />
    </span>
  );
}

function Subject({ row: { id, subject, tags, match } }: { row: QueueRow }) {
  const { desk, words } = useFirstPart();
  return (
    <span role="gridcell" class="cell-subject">
      <a href={formatRoute({ place: "ticket", id })} tabIndex={-1} dir="auto">{subject}</a>
      {desk.drafts.has(id) && (
        <span class="tag draft">
          <LineIcon shape="pencil" />
          {words.queue.draft}
        </span>
      )}
      {tags.length > 0 && match?.excerpt === undefined && (
        <span class="row-tags">{tags.map((tag) => <span key={tag} class="tag" dir="auto">{tag}</span>)}</span>
      )}
      {match?.excerpt && <span class="low match" dir="auto" title={match.excerpt}>{match.excerpt}</span>}
    </span>
  );
}

function Customer({ row: { customer, account_tier, waiting, status } }: { row: QueueRow }) {
  const { desk, words } = useFirstPart();
  const label = waiting ? words.queue.waiting : status === "closed" ? undefined : words.queue.answered;
  return (
    <span role="gridcell" class="cell-customer">
      <span class="turn" title={label}>
        {waiting && <span class="waiting" role="img" aria-label={label} />}
        {label === words.queue.answered && <LineIcon shape="reply" label={label} />}
      </span>
      <bdi class="ellipsis" title={customer}>{desk.places.value?.names.get(customer) ?? customer}</bdi>
      {account_tier !== "free" && <span class={`tier ${account_tier}`}>{words.tier[account_tier]}</span>}
    </span>
  );
}

function Assignee({ name }: { name: string | null }) {
  const { words } = useFirstPart();
  return (
    <span role="gridcell" class="cell-assignee" title={name ?? words.unassigned}>
      {name === null ? <span class="low dash" aria-label={words.unassigned} role="img">–</span> : (
        <>
          <Avatar name={name} />
          <bdi class="ellipsis">{name}</bdi>
        </>
      )}
    </span>
  );
}
