/** A ticket: the conversation, the composer, and the fields beside them. */

import { type Signal, useSignal } from "@preact/signals";
import { attachFiles } from "../../parts/files.ts";
import { Empty, Failure, Skeleton } from "../../parts/state.tsx";
import { type Ui, useDesk } from "../../parts/ui.ts";
import type { OpenTicket, Ticket } from "../../desk/mod.ts";
import { Composer } from "./composer.tsx";
import { Details } from "./details.tsx";
import { Header } from "./header.tsx";
import { Thread } from "./thread.tsx";

export function TicketView() {
  const { desk: { opened }, words } = useDesk();
  const { value: open } = opened;
  if (open === null) return <Skeleton rows={6} label={words.states.loading} />;
  return <Loaded key={open.id} open={open} />;
}

function Loaded({ open }: { open: OpenTicket }) {
  const { ui, desk, words } = useDesk();
  const isOver = useSignal(false);
  const ticket = open.ticket.value;
  if (open.state.value === "missing") {
    return (
      <Empty
        title={words.ticket.missing}
        isHeading
        action={<button type="button" onClick={() => desk.leaveTicket()}>{words.ticket.back}</button>}
      >
        {words.ticket.missingHint}
      </Empty>
    );
  }
  if (ticket === null || open.state.value === "failed") {
    return (
      <section class="ticket">
        <Header id={open.id} ticket={null} />
        {open.state.value === "failed"
          ? <Failure error={open.error.value} retry={() => void open.refresh()} />
          : <Skeleton rows={6} label={words.states.loading} />}
      </section>
    );
  }
  const shown = desk.writes.show(ticket);
  return (
    <article
      class={isOver.value ? "ticket drop" : "ticket"}
      aria-labelledby="subject"
      data-drop={words.files.drop}
      {...takeFiles(ui, ticket, isOver)}
    >
      <Header id={open.id} ticket={shown} />
      <div class="ticket-body">
        <div class="ticket-main">
          <Thread open={open} />
          <Composer ticket={shown} commentCount={open.comments.value.length} />
        </div>
        <Details open={open} ticket={shown} />
      </div>
    </article>
  );
}

/** Attaches the files that are dropped on the ticket, or pasted into a text. */
function takeFiles(ui: Ui, { id, merged_into }: Ticket, isOver: Signal<boolean>) {
  if (merged_into !== null || ui.desk.session.isReadOnly.value || !ui.desk.session.has("attach_file")) return {};
  const take = (event: Event, files: FileList | undefined) => {
    isOver.value = false;
    if (files === undefined || files.length === 0) return;
    event.preventDefault();
    void attachFiles(ui, id, [...files]);
  };
  return {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      isOver.value = true;
    },
    onDragLeave: () => isOver.value = false,
    onDrop: (event: DragEvent) => take(event, event.dataTransfer?.files),
    onPaste: (event: ClipboardEvent) => take(event, event.clipboardData?.files),
  };
}
