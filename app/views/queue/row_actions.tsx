/** The most frequent actions, in the row under the pointer and in the one with the cursor. */

import type { TicketRow } from "../../desk/mod.ts";
import { LineIcon } from "../../parts/icons.tsx";
import { useDesk } from "../../parts/ui.ts";
import { runTicketKey } from "../frame/ticket_keys.ts";

export function RowActions({ row, isFocused }: { row: TicketRow; isFocused: boolean }) {
  const { ui, desk: { session }, words: { actions: words } } = useDesk();
  if (session.isReadOnly.value || row.status === "closed") return null;
  const actions = [
    ["i", words.assignMe, "person"],
    ["c", words.close, "check"],
    ["z", words.snooze, "clock"],
  ] as const;
  return (
    <span role="gridcell" class="cell-actions">
      {actions.map(([key, label, shape]) => (
        <button
          key={key}
          type="button"
          class="plain"
          tabIndex={isFocused ? 0 : -1}
          aria-label={`${label} #${row.id}`}
          title={ui.addKey(label, key)}
          onClick={() => runTicketKey(ui, key, row)}
        >
          <LineIcon shape={shape} />
        </button>
      ))}
    </span>
  );
}
