/** Someone else changed the same: shows both values, and lets the person decide. */

import type { Conflict } from "../../desk/mod.ts";
import { findAuthor, findConflicts } from "../../desk/second/mod.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { formatCustom, formatValue, getFieldName } from "../../parts/labels.ts";
import { Time } from "../../parts/time.tsx";
import { useDesk } from "../../parts/ui.ts";

export function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const { words, locale } = useDesk();
  const { change, before, now, comments, events, decide } = conflict;
  const fields = findConflicts(before, now, change);
  const isComment = comments.length > 0;
  return (
    <Dialog title={words.conflict.title(now.id)} onClose={() => decide(false)} class="conflict">
      {fields.length > 0 && (
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">{words.conflict.yours}</th>
              <th scope="col">{words.conflict.theirs}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((conflict) => {
              const { field, isCustom, mine, theirs } = conflict;
              const format = (value: unknown) =>
                isCustom ? formatCustom(value, words) : formatValue(field, value, words, locale);
              return (
                <tr key={field}>
                  <th scope="row" dir="auto">{isCustom ? field : getFieldName(field, words)}</th>
                  <td dir="auto">{format(mine)}</td>
                  <td dir="auto">
                    {format(theirs)}
                    <Author author={findAuthor(events, conflict)} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {isComment && <NewComments comments={comments} />}
      <footer>
        <button type="button" class="quiet" onClick={() => decide(true)}>
          {isComment ? words.conflict.addAnyway : words.conflict.anyway}
        </button>
        <button type="button" class="primary" autofocus onClick={() => decide(false)}>
          {isComment ? words.conflict.readFirst : words.conflict.keep}
        </button>
      </footer>
    </Dialog>
  );
}

/** The person who changed a value, and the time. */
function Author({ author }: { author: ReturnType<typeof findAuthor> }) {
  if (author === undefined) return null;
  return (
    <p class="low">
      <bdi>{author.by}</bdi> · <Time at={author.at} />
    </p>
  );
}

function NewComments({ comments }: Pick<Conflict, "comments">) {
  const { words } = useDesk();
  return (
    <>
      <p>{words.conflict.comments}</p>
      <ul class="conflict-comments">
        {comments.map(({ number, author, kind, at, body }) => (
          <li key={number} class={`bubble ${kind}`}>
            <p class="message-head">
              <bdi class="author">{author}</bdi>
              <span class="kind">{words.ticket[kind]}</span>
              <span class="low">
                <Time at={at} />
              </span>
            </p>
            <p class="text clamp" dir="auto">{body}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
