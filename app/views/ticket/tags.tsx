/** The tags of a ticket, which can be added and removed. */

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { ToolError } from "../../bridges/bridge.ts";
import type { Ticket } from "../../desk/mod.ts";
import { actions, type Outcome } from "../../desk/second/mod.ts";
import { explainError } from "../../parts/explain_error.ts";
import { LineIcon } from "../../parts/icons.tsx";
import { useDesk } from "../../parts/ui.ts";

export function Tags({ ticket }: { ticket: Ticket }) {
  const { desk, words } = useDesk();
  const isReadOnly = desk.session.isReadOnly.value;
  const save = (tags: readonly string[], refuse?: (error: ToolError) => void) =>
    actions.updateTags(desk, ticket, tags, refuse);
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
                onClick={() => void save(ticket.tags.filter((other) => other !== tag))}
              >
                <LineIcon shape="close" />
              </button>
            )}
          </li>
        ))}
        {!isReadOnly && (
          <li>
            <NewTag add={(tag, refuse) => save([...ticket.tags, tag], refuse)} />
          </li>
        )}
      </ul>
    </section>
  );
}

interface NewTagProps {
  /** @param refuse Takes a refusal of the server. */
  add(tag: string, refuse: (error: ToolError) => void): Promise<Outcome>;
}

/** The field for another tag. A tag that is not saved stays in it. */
function NewTag({ add }: NewTagProps) {
  const { words } = useDesk();
  const [text, problem] = [useSignal(""), useSignal("")];
  const id = useId();
  const save = async (tag: string) => {
    if (tag === "") return;
    [text.value, problem.value] = ["", ""];
    const refuse = (error: ToolError) => {
      const { text, fields } = explainError(error, words);
      problem.value = fields.tags ?? text;
    };
    if (await add(tag, refuse) !== "saved" && text.value === "") text.value = tag;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== ",") return;
    event.preventDefault();
    void save(text.value.trim());
  };
  return (
    <>
      <input
        class="new-tag"
        aria-label={words.ticket.addTag}
        aria-invalid={problem.value !== ""}
        aria-describedby={problem.value === "" ? undefined : id}
        placeholder={words.ticket.addTag}
        value={text.value}
        onInput={(event) => [text.value, problem.value] = [event.currentTarget.value, ""]}
        onKeyDown={onKeyDown}
      />
      {problem.value !== "" && <p id={id} class="error" role="alert" dir="auto">{problem.value}</p>}
    </>
  );
}
