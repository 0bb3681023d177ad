import { DeskError, type RequestOutcome } from "../../../store/mod.ts";

type Refusal = Exclude<RequestOutcome, "accepted" | "unattended">;

const REASONS: Readonly<Record<Refusal, string>> = {
  declined: "the host or a person declined it. Nothing was changed.",
  cancelled: "the host or a person cancelled the request. Nothing was changed.",
  not_possible:
    "this host cannot ask a person (it does not support elicitation, or the request failed). Nothing was changed. " +
    "Use a host that supports elicitation, or start the server with --unattended.",
};

/**
 * Ends a tool call that a person did not approve.
 *
 * @param tool The tool's name, for the message.
 * @param record Records the refusal in the history.
 * @throws {DeskError} `not_approved` for every outcome except `accepted` and `unattended`.
 */
export async function assertApproved(
  outcome: RequestOutcome,
  tool: string,
  record: () => Promise<void>,
): Promise<void> {
  if (outcome === "accepted" || outcome === "unattended") return;
  await record();
  throw new DeskError("not_approved", `${tool} needs a person's approval: ${REASONS[outcome]}`);
}
