/** A ticket in the list. */

import { useSignal } from "@preact/signals";
import { formatRoute, type QueueRow } from "../../desk/mod.ts";
import { LineIcon, PriorityIcon, StatusIcon } from "../../parts/icons.tsx";
import { Avatar } from "../../parts/avatar.tsx";
import { renderExcerpt, renderMarked } from "../../parts/marked.tsx";
import { renderDue, renderTime } from "../../parts/time.tsx";
import { useFirstPart } from "../../parts/ui.ts";

export interface RowProps {
  row: QueueRow;
  /** Its place in the list. */
  index: number;
  /** In pixels. */
  height: number;
  /** Shows only the subject. */
  isBrief: boolean;
}

type Context = ReturnType<typeof useFirstPart>;

/** Renders the whole row as one component: the cells of rows are most of what a list shows, and components take time. */
export function TicketRowView({ row, index, height, isBrief }: RowProps) {
  const context = useFirstPart();
  const { desk, words } = context;
  const { queue } = desk;
  const isHovered = useSignal(false);
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
      onMouseEnter={() => isHovered.value = true}
      onMouseLeave={() => isHovered.value = false}
      onClick={(event) => openUnlessControl(event, () => desk.go({ place: "ticket", id: row.id }))}
    >
      {isBrief ? renderBrief(row) : renderCells(row, isSelected, context)}
      {(isFocused || isHovered.value) && <Actions row={row} isFocused={isFocused} />}
    </div>
  );
}

function renderBrief({ subject }: QueueRow) {
  return (
    <span role="gridcell" class="cell-subject brief">
      <a dir="auto">{subject}</a>
    </span>
  );
}

function renderCells(row: QueueRow, isSelected: boolean, context: Context) {
  return (
    <>
      {renderSelection(row, isSelected, context)}
      {renderMarks(row, context)}
      {renderSubject(row, context)}
      {renderCustomer(row, context)}
      {renderAssignee(row, context)}
      {renderTimes(row, context)}
    </>
  );
}

/** The second part of the page has the actions. */
function Actions(props: { row: QueueRow; isFocused: boolean }) {
  const { value: second } = useFirstPart().ui.second.part;
  return second && <second.RowActions {...props} />;
}

function renderTimes({ due_at, status, updated_at }: QueueRow, context: Context) {
  return (
    <>
      <span role="gridcell" class="cell-due">{due_at && status !== "closed" && renderDue(due_at, context)}</span>
      <span role="gridcell" class="cell-time low">{updated_at && renderTime(updated_at, context)}</span>
    </>
  );
}

/** Opens the row unless the click was meant for something in it, or selected text. */
function openUnlessControl(event: MouseEvent, open: () => void): void {
  if (event.target instanceof Element && event.target.closest("input, label, a, button") !== null) return;
  if (event.ctrlKey || event.metaKey || event.button !== 0 || getSelection()?.type === "Range") return;
  open();
}

function renderSelection(row: QueueRow, isSelected: boolean, { desk: { queue, session }, words }: Context) {
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

function renderMarks({ priority, status, id }: QueueRow, { words }: Context) {
  return (
    <span role="gridcell" class="cell-marks">
      <PriorityIcon priority={priority} label={words.priority[priority]} />
      <span class="id low">#{id}</span>
      <StatusIcon status={status} label={words.status[status]} />
    </span>
  );
}

function renderSubject({ id, subject, tags, match }: QueueRow, { desk, words }: Context) {
  const { value: searched } = desk.queue.searched;
  const excerpt = match?.excerpt;
  return (
    <span role="gridcell" class={excerpt ? "cell-subject with-match" : "cell-subject"}>
      <a href={formatRoute({ place: "ticket", id })} tabIndex={-1} dir="auto">{renderMarked(subject, searched)}</a>
      {desk.drafts.has(id) && (
        <span class="tag draft">
          <LineIcon shape="pencil" />
          {words.queue.draft}
        </span>
      )}
      {tags.length > 0 && !excerpt && (
        <span class="row-tags">{tags.map((tag) => <span key={tag} class="tag" dir="auto">{tag}</span>)}</span>
      )}
      {excerpt && <span class="low match" dir="auto" title={excerpt}>{renderExcerpt(excerpt, searched)}</span>}
    </span>
  );
}

function renderCustomer({ customer, account_tier, waiting, status }: QueueRow, { desk, words }: Context) {
  const label = waiting ? words.queue.waiting : status === "closed" ? undefined : words.queue.answered;
  return (
    <span role="gridcell" class="cell-customer">
      <span class="turn" title={label}>
        {waiting && <span class="waiting" role="img" aria-label={label} />}
        {label === words.queue.answered && <LineIcon shape="reply" label={label} />}
      </span>
      <bdi class="ellipsis" title={customer}>{desk.queue.names.get(customer)}</bdi>
      {account_tier !== "free" && <span class={`tier ${account_tier}`}>{words.tier[account_tier]}</span>}
    </span>
  );
}

function renderAssignee({ assignee: name }: QueueRow, { words }: Context) {
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
