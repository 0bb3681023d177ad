/** Asks for the resolution of a ticket, or why a closed one is reopened. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { actions, type TicketRow } from "../../desk/mod.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { useDesk } from "../../parts/ui.ts";

export function CloseDialog({ ticket }: { ticket: TicketRow }) {
  const { ui, desk, words } = useDesk();
  const text = useSignal("");
  const id = useId();
  const isClosed = ticket.status === "closed";
  const texts = isClosed ? words.reopen : words.close;
  const close = () => ui.closing.value = null;
  const submit = () => {
    const reason = text.value.trim();
    if (reason === "") return;
    close();
    void actions[isClosed ? "reopen" : "close"](desk, actions.findRow(desk, ticket.id) ?? ticket, reason);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <Dialog title={texts.title(ticket.id)} onClose={close}>
      <p class="low" dir="auto">{ticket.subject}</p>
      <label for={id}>{texts.label}</label>
      <textarea
        id={id}
        rows={4}
        dir="auto"
        autofocus
        aria-describedby={`${id}-hint`}
        value={text.value}
        onInput={(event) => text.value = event.currentTarget.value}
        onKeyDown={onKeyDown}
      />
      <p id={`${id}-hint`} class="low">{texts.hint}</p>
      <footer>
        <button type="button" class="quiet" onClick={close}>{words.cancel}</button>
        <button type="button" class="primary" title="Ctrl+Enter" disabled={text.value.trim() === ""} onClick={submit}>
          {texts.submit}
        </button>
      </footer>
    </Dialog>
  );
}
