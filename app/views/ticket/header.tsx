/** The subject of a ticket, and the way to its neighbours. */

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Ticket } from "../../desk/mod.ts";
import { actions } from "../../desk/second/mod.ts";
import { LineIcon, StatusIcon } from "../../parts/icons.tsx";
import { saveSubject } from "../../parts/ticket_actions.ts";
import { useDesk } from "../../parts/ui.ts";
import { openTicketMenu } from "../frame/palette.tsx";

interface HeaderProps {
  id: string;
  /** Null until it is there. The list may have its subject already. */
  ticket: Ticket | null;
}

export function Header({ id, ticket }: HeaderProps) {
  const { desk, words } = useDesk();
  return (
    <header class="bar ticket-bar">
      <button
        type="button"
        class="plain"
        aria-label={words.ticket.back}
        title={words.ticket.back}
        onClick={() => desk.leaveTicket()}
      >
        <LineIcon shape="back" />
      </button>
      <span class="id low">#{id}</span>
      {ticket === null
        ? <bdi class="subject ellipsis">{actions.findRow(desk, id)?.subject}</bdi>
        : <Title ticket={ticket} />}
      <Neighbours id={id} />
    </header>
  );
}

function Title({ ticket }: { ticket: Ticket }) {
  const { ui, desk, words } = useDesk();
  return (
    <>
      <Subject ticket={ticket} />
      <span class={`status s-${ticket.status}`}>
        <StatusIcon status={ticket.status} />
        {words.status[ticket.status]}
      </span>
      {!desk.session.isReadOnly.value && (
        <button
          type="button"
          class="plain"
          aria-haspopup="listbox"
          aria-label={words.ticket.more}
          title={words.ticket.more}
          onClick={(event) => openTicketMenu(ui, event.currentTarget)}
        >
          <LineIcon shape="more" />
        </button>
      )}
    </>
  );
}

function Subject({ ticket }: { ticket: Ticket }) {
  const { ui, words } = useDesk();
  const draft = useSignal<string | null>(null);
  const isWhole = useSignal(false);
  const [text, isClipped] = useClipped(ticket.subject, draft.value !== null);
  const start = useRef(ticket); // the ticket as it was when the edit began
  const heading = useFocus(draft.value !== null);
  const edit = () => [start.current, draft.value] = [ticket, ticket.subject];
  if (draft.value === null) {
    return (
      <h1
        id="subject"
        ref={heading}
        tabIndex={-1}
        dir="auto"
        class={isWhole.value ? "whole" : undefined}
        title={ticket.subject}
      >
        <span class="ellipsis" ref={text}>{ticket.subject}</span>
        {(isClipped || isWhole.value) && (
          <button
            type="button"
            class="plain edit show"
            aria-expanded={isWhole.value}
            aria-label={words.ticket.wholeSubject}
            title={words.ticket.wholeSubject}
            onClick={() => isWhole.value = !isWhole.value}
          >
            <LineIcon shape="fold" />
          </button>
        )}
        <EditButton edit={edit} />
      </h1>
    );
  }
  const save = () => {
    const subject = draft.value?.trim() ?? "";
    draft.value = null;
    saveSubject(ui, start.current, subject);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter") save();
    if (event.key === "Escape") draft.value = null;
    if (draft.value === null) event.preventDefault(); // the button that gets the focus is not pressed
  };
  return (
    <h1 id="subject" class="editing">
      <input
        aria-label={words.fields.subject}
        value={draft.value}
        maxLength={250}
        ref={(element) => element?.focus()}
        onInput={(event) => draft.value = event.currentTarget.value}
        onKeyDown={onKeyDown}
        onBlur={save}
      />
    </h1>
  );
}

/** Follows whether a text has less room than it needs. */
function useClipped(text: string, isEditing: boolean) {
  const element = useRef<HTMLSpanElement>(null);
  const isClipped = useSignal(false);
  useLayoutEffect(() => {
    const { current: shown } = element;
    if (shown === null) return;
    const measure = () =>
      isClipped.value = shown.scrollHeight > shown.clientHeight + 1 || shown.scrollWidth > shown.clientWidth + 1;
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [text, isEditing]);
  return [element, isClipped.value] as const;
}

function EditButton({ edit }: { edit(): void }) {
  const { desk: { session }, words } = useDesk();
  if (session.isReadOnly.value) return null;
  return (
    <button type="button" class="plain edit" aria-label={words.ticket.editSubject} onClick={edit}>
      <LineIcon shape="pencil" />
    </button>
  );
}

/** Gives the focus to the subject of a ticket that opens, and to its button after an edit, unless it is elsewhere. */
function useFocus(isEditing: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasEditing = useRef(false);
  useLayoutEffect(() => {
    const target = wasEditing.current
      ? heading.current?.querySelector<HTMLElement>("button:last-child")
      : heading.current;
    wasEditing.current = isEditing;
    if (!isEditing && document.activeElement === document.body) target?.focus();
  }, [isEditing]);
  return heading;
}

function Neighbours({ id }: { id: string }) {
  const { ui, desk, words } = useDesk();
  const buttons = [["up", -1, words.ticket.previous, "["], ["down", 1, words.ticket.next, "]"]] as const;
  return (
    <span class="neighbours">
      {buttons.map(([shape, by, label, key]) => {
        const other = desk.queue.getNeighbour(id, by);
        return (
          <button
            key={shape}
            type="button"
            class="plain"
            aria-label={label}
            title={ui.addKey(label, key)}
            disabled={other === undefined}
            onClick={() => other !== undefined && desk.go({ place: "ticket", id: other })}
          >
            <LineIcon shape={shape} />
          </button>
        );
      })}
    </span>
  );
}
