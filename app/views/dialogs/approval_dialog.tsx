/** The server asks the person to approve a change: exactly what it says, or nothing. */

import type { Question } from "../../bridges/bridge.ts";
import type { BatchValues, RunningBatch } from "../../desk/mod.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { PriorityIcon, StatusIcon } from "../../parts/icons.tsx";
import { formatTimes, formatValue, getFieldName, removeMarks, splitQuestion } from "../../parts/labels.ts";
import { type PendingQuestion, useDesk } from "../../parts/ui.ts";

/** Finds the label that approves a change, in a question with this and the opposite. */
export function findApproval({ requestedSchema: { properties = {} } }: Question): string | undefined {
  const options = properties.decision?.oneOf ?? [];
  const isDecision = Object.keys(properties).length === 1 && options.length === 2 &&
    options.some(({ const: value }) => value === "no");
  return isDecision ? options.find(({ const: value }) => value === "yes")?.title : undefined;
}

export function ApprovalDialog({ pending: { question, answer }, label }: { pending: PendingQuestion; label: string }) {
  const { desk, words, locale } = useDesk();
  const [asked, rest] = splitQuestion(removeMarks(question.message, ""));
  const decide = (decision: "yes" | "no") => answer({ action: "accept", content: { decision } });
  const { value: running } = desk.getPlaces().batches.running;
  return (
    <Dialog title={formatTimes(asked, locale)} onClose={() => decide("no")} class="question">
      {running !== null && <Values values={running.values} />}
      {running !== null && <Tickets batch={running} />}
      {rest !== "" && <p class="text low" dir="auto">{rest}</p>}
      <footer>
        <button type="button" autofocus onClick={() => decide("no")}>{words.cancel}</button>
        <button type="button" class="primary" onClick={() => decide("yes")}>{removeMarks(label)}</button>
      </footer>
    </Dialog>
  );
}

/** The values that all tickets get. The question has them too, among everything else. */
function Values({ values }: { values: BatchValues }) {
  const { words, locale } = useDesk();
  return (
    <dl class="values">
      {Object.entries(values).map(([field, value]) => (
        <div key={field} class="fact">
          <dt class="low">{getFieldName(field, words)}</dt>
          <dd dir="auto">
            {field === "assignee" && value === null ? words.unassigned : formatValue(field, value, words, locale)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The first tickets of a change, and those that stay the same. */
function Tickets({ batch: { count, first, left } }: { batch: RunningBatch }) {
  const { words } = useDesk();
  const others = count - first.length;
  return (
    <>
      <ul class="batch-rows">
        {first.map(({ id, subject, status, priority }) => (
          <li key={id}>
            <PriorityIcon priority={priority} label={words.priority[priority]} />
            <StatusIcon status={status} label={words.status[status]} />
            <span class="id low">#{id}</span>
            <bdi class="ellipsis">{subject}</bdi>
          </li>
        ))}
        {first.length > 0 && others > 0 && <li class="low">{words.batch.others(others)}</li>}
      </ul>
      {left.map(({ reason, ids }) => <p key={reason} class="low" dir="auto">{words.batch.left(ids.length, reason)}</p>)}
    </>
  );
}
