/** The server asks the person to approve a change: exactly what it says, or nothing. */

import type { Call, Question } from "../../bridges/bridge.ts";
import type { Customer, RunningBatch } from "../../desk/mod.ts";
import { ChangeValues, ExactText, nameChange, type NamedChange } from "../../parts/change_view.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { formatTimes, splitQuestion } from "../../parts/labels.ts";
import { type PendingQuestion, useDesk } from "../../parts/ui.ts";
import { BatchTickets } from "./batch_tickets.tsx";

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
  const [asked, rest] = splitQuestion(question.message);
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
            {running !== null && <BatchTickets batch={running} />}
            <ExactText text={question.message} />
          </>
        )
        : rest !== "" && <p class="text low" dir="auto">{rest}</p>}
      <footer>
        <button type="button" autofocus onClick={() => decide("no")}>{words.cancel}</button>
        <button type="button" class="primary" onClick={() => decide("yes")}>{name ?? label}</button>
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
    case "undo_batch": {
      const { count } = running!;
      return names(`Revert ${count} ticket`) ? { tool, change: { batch_id, count } } : undefined;
    }
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
