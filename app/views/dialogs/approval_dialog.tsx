/** The server asks the person to approve a change: exactly what it says, or nothing. */

import type { Call, Question } from "../../bridges/bridge.ts";
import type { BatchValues, Customer, RunningBatch, TicketRow } from "../../desk/mod.ts";
import { getCustom } from "../../desk/second/mod.ts";
import { ChangeValues, ExactText, nameChange, type NamedChange } from "../../parts/change_view.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { PriorityIcon, StatusIcon } from "../../parts/icons.tsx";
import { formatCustom, formatTimes, formatValue, removeMarks, splitQuestion } from "../../parts/labels.ts";
import { type PendingQuestion, useDesk } from "../../parts/ui.ts";
import type { Words } from "../../words/mod.ts";

/** Finds the label that approves a change, in a question with this and the opposite. */
export function findApproval({ requestedSchema: { properties = {} } }: Question): string | undefined {
  const options = properties.decision?.oneOf ?? [];
  const isDecision = Object.keys(properties).length === 1 && options.length === 2 &&
    options.some(({ const: value }) => value === "no");
  return isDecision ? options.find(({ const: value }) => value === "yes")?.title : undefined;
}

export function ApprovalDialog({ pending: { question, call, answer }, label }: {
  pending: PendingQuestion;
  label: string;
}) {
  const { desk, words, locale } = useDesk();
  const { batches, customers, records } = desk.getPlaces();
  const { value: running } = batches.running;
  const [asked, rest] = splitQuestion(removeMarks(question.message, ""));
  const isAgain = running?.isApproved ?? false; // what the page knows of the tickets is out of date
  const change = isAgain ? undefined : toChange(call, running, asked);
  const name = change && nameChange(change, words);
  const decide = (decision: "yes" | "no") => {
    if (decision === "yes") batches.approve();
    answer({ action: "accept", content: { decision } });
  };
  return (
    <Dialog
      title={name === undefined ? formatTimes(asked, locale) : `${name}?`}
      onClose={() => decide("no")}
      class="question"
    >
      {isAgain && <p>{words.batch.again}</p>}
      {change && name !== undefined
        ? (
          <>
            <ChangeValues {...change} tickets={records.tickets.value} account={findAccount(customers, change)} />
            {running !== null && <Tickets batch={running} />}
            <ExactText text={question.message} />
          </>
        )
        : rest !== "" && <p class="text low" dir="auto">{rest}</p>}
      <footer>
        <button type="button" autofocus onClick={() => decide("no")}>{words.cancel}</button>
        <button type="button" class="primary" onClick={() => decide("yes")}>{name ?? removeMarks(label)}</button>
      </footer>
    </Dialog>
  );
}

/**
 * Describes the change that a call asks for.
 *
 * @param asked The question of the server.
 * @returns Undefined if the question is about another change: a ticket may be merged in the meantime, so the server names another one.
 */
export function toChange(
  { tool, input: { ticket_id, into_ticket_id, batch_id, email, expected_revision: _, ...update } }: Call,
  running: RunningBatch | null,
  asked: string,
): NamedChange | undefined {
  const names = (text: string) => asked.includes(text);
  switch (tool) {
    case "update_tickets": {
      const { count, values } = running!;
      return names(`Change ${count} ticket`) ? { tool, change: { update: { ...values }, count } } : undefined;
    }
    case "undo_batch":
      return { tool, change: { batch_id } };
    case "merge_tickets": {
      const isSame = names(`ticket #${ticket_id} (`) && names(`ticket #${into_ticket_id} (`);
      return isSame ? { tool, change: { ticket_id, into_ticket_id } } : undefined;
    }
    case "update_account":
      return { tool, change: { email, update } };
  }
}

function findAccount(
  { opened: { value: account } }: { opened: { value: Customer | null } },
  { change }: NamedChange,
): Customer | undefined {
  return account?.email === change.email ? account ?? undefined : undefined;
}

/** The first tickets of a change with their present values, and those that stay the same. */
function Tickets({ batch: { count, first, left, values } }: { batch: RunningBatch }) {
  const { words, locale } = useDesk();
  const others = count - first.length;
  return (
    <>
      {first.length > 0 && (
        <div class="batch-head low">
          <span>{words.fields.tickets}</span> <span>{words.conflict.theirs}</span>
        </div>
      )}
      <ul class="batch-rows">
        {first.map((row) => (
          <li key={row.id}>
            <PriorityIcon priority={row.priority} label={words.priority[row.priority]} />
            <StatusIcon status={row.status} label={words.status[row.status]} />
            <span class="id low">#{row.id}</span>
            <bdi class="ellipsis">{row.subject}</bdi>
            <bdi class="ellipsis low batch-now">{formatPresent(row, values, words, locale)}</bdi>
          </li>
        ))}
        {first.length > 0 && others > 0 && <li class="low">{words.batch.others(others)}</li>}
      </ul>
      {left.map(({ reason, ids }) => <p key={reason} class="low" dir="auto">{words.batch.left(ids.length, reason)}</p>)}
    </>
  );
}

/** Formats the values that a change replaces. */
function formatPresent(row: TicketRow, values: BatchValues, words: Words, locale: string): string {
  const { custom = {}, ...fields } = values;
  const format = (field: string) => {
    if (field === "resolution") return words.status[row.status];
    if (field === "assignee") return row.assignee ?? words.unassigned;
    if (field === "add_tags" || field === "remove_tags") return row.tags.join(", ") || words.none;
    return formatValue(field, row[field as keyof TicketRow], words, locale);
  };
  return [
    ...Object.keys(fields).map(format),
    ...Object.keys(custom).map((name) => formatCustom(getCustom(row, name), words)),
  ].join(" · ");
}
