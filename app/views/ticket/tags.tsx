/** The tags of a ticket, which can be added and removed. */

import { useSignal } from "@preact/signals";
import type { Ticket } from "../../desk/mod.ts";
import { actions } from "../../desk/second/mod.ts";
import { LineIcon } from "../../parts/icons.tsx";
import { useDesk } from "../../parts/ui.ts";

export function Tags({ ticket }: { ticket: Ticket }) {
  const { desk, words } = useDesk();
  const isReadOnly = desk.session.isReadOnly.value;
  const save = (tags: readonly string[]) => void actions.updateTags(desk, ticket, tags);
  if (isReadOnly && ticket.tags.length === 0) return null;
  return (
    <section>
      <h2>{words.fields.tags}</h2>
      <ul class="tags">
        {ticket.tags.map((tag) => (
          <li key={tag} class="tag">
            <bdi>{tag}</bdi>
            {!isReadOnly && (
              <button
                type="button"
                class="plain"
                aria-label={words.ticket.removeTag(tag)}
                onClick={() => save(ticket.tags.filter((other) => other !== tag))}
              >
                <LineIcon shape="close" />
              </button>
            )}
          </li>
        ))}
        {!isReadOnly && (
          <li>
            <NewTag add={(tag) => save([...ticket.tags, tag])} />
          </li>
        )}
      </ul>
    </section>
  );
}

function NewTag({ add }: { add(tag: string): void }) {
  const { words } = useDesk();
  const text = useSignal("");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== ",") return;
    event.preventDefault();
    if (text.value.trim() !== "") add(text.value.trim());
    text.value = "";
  };
  return (
    <input
      class="new-tag"
      aria-label={words.ticket.addTag}
      placeholder={words.ticket.addTag}
      value={text.value}
      onInput={(event) => text.value = event.currentTarget.value}
      onKeyDown={onKeyDown}
    />
  );
}
