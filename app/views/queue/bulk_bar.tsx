/** Actions on all selected tickets. */

import type { RunningBatch } from "../../desk/mod.ts";
import { openBulkMenu, runOnSelected } from "../../parts/bulk_actions.ts";
import { LineIcon } from "../../parts/icons.tsx";
import { useDesk } from "../../parts/ui.ts";

export function BulkBar() {
  const { ui, desk, words } = useDesk();
  const { queue, session } = desk;
  const { batches } = desk.getPlaces();
  const { size } = queue.selected.value;
  if (size === 0) return null;
  const running = batches.running.value;
  const isAsked = ui.question.value !== null; // the question says what is prepared
  return (
    <div class="bulk" role="toolbar" aria-label={words.queue.selected(size)}>
      <span class="bulk-count" role="status">
        {running === null || isAsked
          ? words.queue.selected(size)
          : running.isApproved && running.count > 0 || running.done > 0
          ? words.batch.changing(running.count)
          : words.batch.preparing}
      </span>
      {running !== null && running.done > 0 && <Progress {...running} />}
      {!session.isReadOnly.value && running === null && <Actions />}
      {running === null && (
        <button
          type="button"
          class="plain"
          aria-label={words.queue.clearSelection}
          onClick={() => queue.clearSelection()}
        >
          <LineIcon shape="close" />
        </button>
      )}
    </div>
  );
}

/** The number is also in the bar, so screen readers need it once. */
function Progress({ done, count }: RunningBatch) {
  const { words, locale } = useDesk();
  return (
    <>
      <progress aria-label={words.batch.changing(count)} max={count} value={done} />
      <span class="bulk-done low" aria-hidden="true">
        {done.toLocaleString(locale)} / {count.toLocaleString(locale)}
      </span>
    </>
  );
}

function Actions() {
  const { ui, words } = useDesk();
  const buttons = [["a", words.batch.assign], ["s", words.fields.status], ["p", words.fields.priority]] as const;
  return (
    <>
      {buttons.map(([key, label]) => (
        <button
          key={key}
          type="button"
          class="quiet"
          aria-haspopup="listbox"
          aria-keyshortcuts={ui.hasSingleKeys ? key : undefined}
          title={ui.addKey(label, key)}
          onClick={(event) => runOnSelected(ui, key, event.currentTarget)}
        >
          {label}
        </button>
      ))}
      <button
        type="button"
        class="quiet"
        aria-haspopup="listbox"
        onClick={(event) => openBulkMenu(ui, event.currentTarget)}
      >
        {words.batch.more}
      </button>
    </>
  );
}
