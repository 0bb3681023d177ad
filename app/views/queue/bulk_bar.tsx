/** Actions on all selected tickets. */

import { actions } from "../../desk/mod.ts";
import { chooseAssignee, choosePriority, chooseStatus } from "../../parts/choices.tsx";
import { chooseSnooze } from "../../parts/snooze.tsx";
import { useDesk } from "../../parts/ui.ts";
import { LineIcon } from "../../parts/icons.tsx";

export function BulkBar() {
  const { ui, desk, words } = useDesk();
  const count = desk.queue.selected.value.size;
  if (count === 0) return null;
  const apply = (values: Parameters<typeof actions.updateSelected>[1]) => void actions.updateSelected(desk, values);
  return (
    <div class="bulk" role="toolbar" aria-label={words.queue.selected(count)}>
      <span class="bulk-count">{words.queue.selected(count)}</span>
      {!desk.session.isReadOnly.value && (
        <>
          <button type="button" onClick={(event) => chooseAssignee(ui, apply, event.currentTarget)}>
            {words.fields.assignee}
          </button>
          <button type="button" onClick={(event) => choosePriority(ui, apply, event.currentTarget)}>
            {words.fields.priority}
          </button>
          <button type="button" onClick={(event) => chooseStatus(ui, apply, event.currentTarget)}>
            {words.fields.status}
          </button>
          <button type="button" onClick={(event) => chooseSnooze(ui, apply, event.currentTarget)}>
            {words.snooze.title}
          </button>
        </>
      )}
      <button
        type="button"
        class="plain"
        aria-label={words.queue.clearSelection}
        onClick={() => desk.queue.clearSelection()}
      >
        <LineIcon shape="close" />
      </button>
    </div>
  );
}
