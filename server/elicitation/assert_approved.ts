/** What a tool does without a person's yes: nothing, with a clear text. */

import { DeskError, type RequestOutcome } from "../../store/mod.ts";

const REASONS: Partial<Record<RequestOutcome, string>> = {
  declined: "the answer was no",
  cancelled: "the question was dismissed without an answer",
  not_possible:
    "this host can't ask a person (it has no elicitation, or it failed). Make the change in a host that can, " +
    "or start the server with --unattended",
};

/**
 * Lets a call go on only with a yes.
 *
 * @param record Puts the refusal into the history.
 * @throws {DeskError} `not_approved` for anything else; nothing was changed.
 */
export async function assertApproved(
  outcome: RequestOutcome,
  tool: string,
  record: () => Promise<void>,
): Promise<void> {
  const refusal = REASONS[outcome];
  if (refusal === undefined) return;
  await record();
  throw new DeskError("not_approved", `${tool} needs a person's yes, and ${refusal}. Nothing was changed.`);
}
