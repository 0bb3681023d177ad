/** Writes a reply for the customer, or a note for the team. The colours of the two differ at a glance. */

import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { ToolError } from "../../bridges/bridge.ts";
import { isBlank, type Ticket } from "../../desk/mod.ts";
import { actions, listSavedReplies, readSavedReply } from "../../desk/second/mod.ts";
import { explainError } from "../../parts/explain_error.ts";
import { askToClose } from "../../parts/forms.ts";
import { change, undoMerge } from "../../parts/ticket_actions.ts";
import { type Ui, useDesk } from "../../parts/ui.ts";
import { Kinds, Submit, type Then, Tools } from "./composer_controls.tsx";

interface ComposerProps {
  ticket: Ticket;
  commentCount: number;
}

export function Composer({ ticket, commentCount }: ComposerProps) {
  const { ui, desk, words } = useDesk();
  if (desk.session.isReadOnly.value) return <p class="composer-closed low">{words.composer.readOnly}</p>;
  if (ticket.merged_into !== null) {
    return (
      <p class="composer-closed low">
        {words.composer.mergedHint(ticket.merged_into)}
        <button type="button" onClick={() => void undoMerge(ui, ticket)}>{words.unmerge.action}</button>
      </p>
    );
  }
  return <Editor ticket={ticket} commentCount={commentCount} />;
}

function Editor({ ticket, commentCount }: ComposerProps) {
  const { ui, desk, words } = useDesk();
  const draft = desk.drafts.get(ticket.id);
  const isSending = useSignal(false);
  const field = useComposerFocus(ticket.id);
  const start = useStart({ ticket, commentCount }, draft.body === "");
  const submit = async (then: Then = "nothing") => {
    if (isBlank(draft.body) || isSending.value) return;
    isSending.value = true;
    const seen = start.current ?? { ticket, commentCount };
    const outcome = await actions.send(desk, seen.ticket, draft, seen.commentCount);
    if (outcome === "unchanged") start.current = null; // the person has seen what is new
    isSending.value = false;
    if (outcome !== "saved") return;
    if (then === "pending") change(ui, ticket.id, { status: "pending" });
    if (then === "close") askToClose(ui, actions.findRow(desk, ticket.id) ?? ticket);
  };
  const { problem, isRefused } = useUnsent(ticket.id);
  const id = useId();
  const set = (body: string) => {
    desk.drafts.set(ticket.id, { ...draft, body });
    if (isRefused) desk.writes.setUnsent(ticket.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") field.current?.blur();
    if (event.key === "/" && ui.hasSingleKeys && draft.body === "" && desk.session.has("list_saved_replies")) {
      event.preventDefault();
      void chooseSavedReply(ui, ticket, field.current);
    }
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  };
  return (
    <section class={`composer ${draft.kind}`} aria-label={words.composer.label}>
      <header class="composer-head">
        <Kinds draft={draft} select={(kind) => desk.drafts.set(ticket.id, { ...draft, kind })} />
        <p class="low composer-hint">{draft.kind === "reply" ? words.composer.notSent : words.composer.onlyTeam}</p>
        <Tools ticket={ticket} chooseReply={() => void chooseSavedReply(ui, ticket, field.current)} />
      </header>
      <textarea
        ref={field}
        dir="auto"
        rows={Math.min(12, Math.max(3, draft.body.split("\n").length))}
        aria-label={draft.kind === "reply" ? words.composer.reply : words.composer.note}
        placeholder={draft.kind === "reply"
          ? words.composer.replyPlaceholder(desk.opened.value?.customer.value?.name || ticket.customer)
          : words.composer.notePlaceholder}
        value={draft.body}
        readOnly={isSending.value}
        aria-invalid={isRefused}
        aria-describedby={problem && `${id}-problem`}
        onInput={(event) => set(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {problem && <p id={`${id}-problem`} class="error" role="alert" dir="auto">{problem}</p>}
      <footer>
        <Submit draft={draft} isClosed={ticket.status === "closed"} isSending={isSending.value} submit={submit} />
      </footer>
    </section>
  );
}

/** Says why the text is not saved. */
function useUnsent(id: string): { problem: string | undefined; isRefused: boolean } {
  const { desk, words } = useDesk();
  const error = desk.writes.unsent.value[id];
  const isRefused = error instanceof ToolError;
  if (error === undefined) return { problem: undefined, isRefused };
  const { text, fields } = explainError(error, words);
  return { problem: isRefused ? fields.body ?? text : words.composer.unsent(text), isRefused };
}

/** Keeps the ticket as it was when the text was begun: the text may not fit to comments that came later. */
function useStart(now: ComposerProps, isEmpty: boolean): { current: ComposerProps | null } {
  const start = useRef<ComposerProps | null>(null);
  if (isEmpty || start.current === null) start.current = now;
  return start;
}

/** Lets the person choose a saved reply, which is put into the draft at the cursor. */
async function chooseSavedReply(ui: Ui, ticket: Ticket, field: HTMLTextAreaElement | null): Promise<void> {
  const { desk, words: { value: words } } = ui;
  const insert = async (name: string) => {
    const people = { customer: desk.opened.value?.customer.value?.name ?? "", user: desk.session.you.value };
    const reply = await readSavedReply(desk.bridge, name, ticket, people);
    const draft = desk.drafts.get(ticket.id);
    const [start, end] = [field?.selectionStart ?? draft.body.length, field?.selectionEnd ?? draft.body.length];
    desk.drafts.set(ticket.id, { ...draft, body: draft.body.slice(0, start) + reply + draft.body.slice(end) });
    field?.focus();
  };
  const report = (error: unknown) => desk.notices.fail(error);
  const replies = await listSavedReplies(desk.bridge).catch(report) ?? [];
  const choices = replies.map(({ name, title, body }) => ({
    key: name,
    label: title ?? name,
    hint: body,
    terms: name,
    run: () => void insert(name).catch(report),
  }));
  const { savedReplies: label, noSavedReplies: empty } = words.composer;
  ui.chooser.value = { label, choices, empty };
}

/** Gives the field the focus when a key or a command asks for it, before the next key. */
function useComposerFocus(id: string) {
  const { ui } = useDesk();
  const field = useRef<HTMLTextAreaElement>(null);
  const isCalled = ui.composerFor.value === id;
  useLayoutEffect(() => {
    if (!isCalled || field.current === null) return;
    ui.composerFor.value = null;
    field.current.focus();
    field.current.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [isCalled]);
  return field;
}
