/** The buttons of the composer. */

import { type Draft, isBlank, type Ticket } from "../../desk/mod.ts";
import { chooseFiles } from "../../parts/files.ts";
import { LineIcon } from "../../parts/icons.tsx";
import { useDesk } from "../../parts/ui.ts";

/** The step after the comment is added. */
export type Then = "nothing" | "pending" | "close";

export function Kinds({ draft, select }: { draft: Draft; select(kind: Draft["kind"]): void }) {
  const { words } = useDesk();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    select(draft.kind === "reply" ? "note" : "reply");
    const { currentTarget } = event;
    requestAnimationFrame(() =>
      (currentTarget as HTMLElement).querySelector<HTMLElement>("[aria-checked=true]")?.focus()
    );
  };
  return (
    <div class="kinds" role="radiogroup" aria-label={words.composer.label} onKeyDown={onKeyDown}>
      {(["reply", "note"] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          role="radio"
          aria-checked={draft.kind === kind}
          tabIndex={draft.kind === kind ? 0 : -1}
          onClick={() => select(kind)}
        >
          <LineIcon shape={kind === "reply" ? "reply" : "lock"} />
          {words.composer[kind]}
        </button>
      ))}
    </div>
  );
}

/** Buttons for saved replies and files. */
export function Tools({ ticket: { id }, chooseReply }: { ticket: Ticket; chooseReply(): void }) {
  const { ui, desk: { session }, words: { composer, files } } = useDesk();
  const tools = [
    ["list_saved_replies", "reply_list", composer.savedReplies, "/", chooseReply],
    ["attach_file", "clip", files.attach, "", () => chooseFiles(ui, id)],
  ] as const;
  return (
    <div class="tools">
      {tools.filter(([tool]) => session.has(tool)).map(([tool, shape, label, key, run]) => (
        <button
          key={tool}
          type="button"
          class="plain"
          aria-label={label}
          title={key === "" ? label : ui.addKey(label, key)}
          onClick={run}
        >
          <LineIcon shape={shape} />
        </button>
      ))}
    </div>
  );
}

interface SubmitProps {
  draft: Draft;
  isClosed: boolean;
  isSending: boolean;
  submit(then?: Then): void;
}

export function Submit({ draft, isClosed, isSending, submit }: SubmitProps) {
  const { words } = useDesk();
  const isReply = draft.kind === "reply";
  const isDisabled = isBlank(draft.body) || isSending;
  return (
    <>
      {isReply && !isClosed && (
        <>
          <button type="button" class="quiet" disabled={isDisabled} onClick={() => submit("close")}>
            {words.composer.andClose}
          </button>
          <button type="button" class="quiet" disabled={isDisabled} onClick={() => submit("pending")}>
            {words.composer.andPending}
          </button>
        </>
      )}
      <button
        type="button"
        class="primary"
        disabled={isDisabled}
        aria-keyshortcuts="Control+Enter"
        onClick={() => submit()}
      >
        {isReply ? words.composer.addReply : words.composer.addNote} <kbd aria-hidden="true">{words.control} ↵</kbd>
      </button>
    </>
  );
}
